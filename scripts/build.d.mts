export declare const root: string;
export declare function buildInto(folder: string): Promise<string[]>;
