/** Words that change nothing at the end of any name: `email_1`, `phone_hash`, `street_raw`. */
export const NEUTRAL_TAIL: ReadonlySet<string> = words(
  '1 2 3 4 5 one two value values text string str raw original normalized normalised primary secondary main hash hashed sha sha1 sha256 256 512 md md5 hex encrypted masked plain clear new old current previous list array lower upper lc field input optional required param attribute',
);

/** Words at the start of a name that make it a statement about data: `has_email`, `num_phones`, `max_age`. */
export const NEGATING_FIRST: ReadonlySet<string> = words(
  'is has have had was were can could should will would must may allow allows allowed allowing enable enables enabled disable disabled require requires required show shows shown hide hides hidden use uses used include includes included exclude excludes excluded num number count counts cnt total totals max min maximum minimum avg average median no not valid invalid validate verified verify verification do does did supports support supported missing requested needs accept accepts enforce skip check checks match matches matching same different distinct uniq dedupe hashing unsubscribed subscribed unverified forgot forgotten tipo',
);

/** Words that describe a person, or an object that belongs to one. */
export const PERSON: ReadonlySet<string> = words(
  'user users customer customers person persons people individual contact contacts actor profile member members recipient recipients subscriber subscribers patient patients employee employees guest guests passenger passengers traits trait buyer buyers shopper visitor visitors author sender owner owners cardholder driver drivers traveler traveller lead leads prospect consumer client borrower applicant insured beneficiary payer payee attendee attendees invitee invitees participant agent agents assignee reporter reviewer signer holder accountholder billing shipping billto shipto identity identifiers household resident student teacher doctor physician nurse caregiver specialist specialists provider representative manager spouse parent child dependent kin emergency self me my caller callee speaker committer committed pusher player friend follower customeruser endcustomer enduser constituent donor tenant debtor creditor candidate personal demographics demographic survivor victim witness voter citizen identify cc bcc requester approver creator requestor respondent courier rider organizer organiser claimant policyholder cardmember delegate accountholder',
);

/** Words that describe a company, a place or a thing: what stands in them is not a person's. */
export const THING: ReadonlySet<string> = words(
  'company companies organization organisation organizations org corporation corporate business businesses merchant merchants vendor vendors supplier suppliers store stores shop shops retailer institution institutions bank branch employer lender partner department office headquarters school university manufacturer brand product products sku catalog campaign campaigns ad ads adgroup adset creative creatives publisher network media file files folder package packages library module template templates warehouse server servers host hosts hostname node cluster pod container orchestrator cloud instance gateway subnet internal private process thread database table schema column columns sensor hardware restaurant hotel airport venue pickup station website site domain dns tls x509 certificate cert dll pe elf registry repository repositories repo repos commit workflow pipeline runner job app apps application browser os useragent parser carrier isp targeting geotargeting breakdown breakdowns weather forecast experiment feature k8s kubernetes aws azure gcp artifact llm model radius vehicle screen viewport window observer distribution distro build release runtime upstream listener price sending mta smtp relay origin ai genai bot',
);

/** Words for what has a name or an image of its own, also where it belongs to a person: `user.group.name`. */
export const NAMED: ReadonlySet<string> = words(
  'group groups role roles plan plans team teams project segment audience event events item items list tier stage status rule policy question form survey subscription order ticket deal badge skill course interest interests page section topic tag tags label color colour country region timezone language locale currency preference skin avatar game level card payment account wallet state permission license membership program programme service session source medium referrer category genre team club league employment employer job',
);

/** Words that say whose something is, in a description: `the user's city`, `name of the recipient`. */
const WHOSE =
  'user|customer|client|contact|person|recipient|subscriber|profile|member|visitor|guest|patient|employee|player|lead|prospect|shopper|buyer|sender|caller|attendee|passenger|individual|cardholder|account holder|consumer|applicant|borrower|constituent|driver|donor|student';

export const POSSESSIVE: RegExp = new RegExp(String.raw`\b(?:${WHOSE})s?['’]s?\b|\bof (?:the|a|an|your|this) (?:${WHOSE})\b`, 'i');

/** Words for the whole of an event or schema that is about a company, a place or a thing. */
export const ABOUT_THING: ReadonlySet<string> = words(
  'company companies organization organisation business merchant vendor supplier store shop institution place venue repository package server campaign media b2b brand product facility medication',
);

/** Last words of the name of what somebody did, beside all that end in `ed`. */
export const ACTION: ReadonlySet<string> = words(
  'view views click clicks open opens sent seen shown paid bought sold begun started left lost won read written shared add update create delete remove submit search start stop end finish complete install signup login logout visit purchase checkout refund order impression tap swipe scroll play event',
);

/** Words around the name of a channel that make it a statement about the channel: whether it may be used, how it is set. */
export const STATEMENT: ReadonlySet<string> = words(
  'consents permission permissions preference preferences optin optout optins subscription subscriptions setting settings configuration config validation eligibility capability capabilities visibility hashing',
);

/** Last words of the name of a shared definition that holds no data itself: counts, results of a comparison, settings. */
export const STATEMENT_TYPES: ReadonlySet<string> = words(
  'count counts summary match matches status check code codes type types setting settings config configuration permission permissions option options result results',
);

/** A word of a list. */
function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').map((word) => word.replaceAll('_', '')));
}
