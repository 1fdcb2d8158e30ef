export declare function licenceList(modules: Iterable<string>): Promise<string>;
