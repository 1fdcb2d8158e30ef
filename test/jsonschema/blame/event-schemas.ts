import type { Dialect, Json } from '../../../src/jsonschema/index.ts';

/** A schema of an event, as a plan would hold it. */
export interface EventSchema {
  readonly name: string;
  readonly dialect: Dialect;
  readonly schema: Json;
}

const text: Json = { type: 'string' };
const short: Json = { type: 'string', minLength: 1, maxLength: 80 };

const orderCompleted: EventSchema = {
  name: 'order completed',
  dialect: 'draft-07',
  schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Order Completed',
    type: 'object',
    additionalProperties: false,
    required: ['order_id', 'currency', 'total', 'line_items'],
    properties: {
      order_id: short,
      currency: { enum: ['EUR', 'USD', 'GBP'] },
      total: { type: 'number', minimum: 0, maximum: 100000 },
      is_gift: { type: 'boolean' },
      coupon: { type: ['string', 'null'], maxLength: 20 },
      channel: { type: 'string', enum: ['web', 'app', 'shop'] },
      line_items: { type: 'array', minItems: 1, maxItems: 50, items: { $ref: '#/definitions/line_item' } },
      billing: { $ref: '#/definitions/address' },
      shipping: { $ref: '#/definitions/address' },
      delivery: {
        type: 'object',
        required: ['method'],
        properties: {
          method: { type: 'string', enum: ['post', 'courier'] },
          window: {
            type: 'object',
            required: ['from'],
            properties: {
              from: { type: 'string', format: 'date-time' },
              until: { type: 'string', format: 'date-time' },
              slot: {
                type: 'object',
                required: ['kind'],
                properties: {
                  kind: { type: 'string', enum: ['morning', 'noon', 'evening'] },
                  hours: { type: 'integer', minimum: 1, maximum: 12 },
                  note: short,
                },
              },
            },
          },
          parcels: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['weight'],
              properties: {
                weight: { type: 'number', exclusiveMinimum: 0 },
                carrier: { type: 'string', enum: ['dhl', 'ups', 'gls'] },
                tracking_id: short,
              },
            },
          },
        },
      },
    },
    definitions: {
      line_item: {
        type: 'object',
        required: ['sku', 'quantity', 'price'],
        properties: {
          sku: { type: 'string', minLength: 3 },
          quantity: { type: 'integer', minimum: 1 },
          price: { $ref: '#/definitions/money' },
          category: { type: 'string', enum: ['shirt', 'shoe', 'hat'] },
          tags: { type: 'array', items: text, maxItems: 10 },
        },
      },
      money: {
        type: 'object',
        additionalProperties: false,
        required: ['amount', 'currency'],
        properties: {
          amount: { type: 'number', minimum: 0 },
          currency: { type: 'string', enum: ['EUR', 'USD'] },
          rounding: { type: 'string', enum: ['up', 'down'] },
        },
      },
      address: {
        type: 'object',
        required: ['city', 'country'],
        properties: {
          street: { type: 'string', maxLength: 120 },
          city: { type: 'string' },
          country: { type: 'string', minLength: 2, maxLength: 2 },
          kind: { type: 'string', enum: ['home', 'work'] },
        },
      },
    },
  },
};

const pageViewed: EventSchema = {
  name: 'page viewed',
  dialect: '2020-12',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['url', 'context'],
    properties: {
      url: { type: 'string', format: 'uri' },
      title: { type: 'string', maxLength: 200 },
      duration: { type: 'integer', minimum: 0, maximum: 86400 },
      view: { type: 'string', enum: ['list', 'detail', 'cart'] },
      scroll: { type: 'number', minimum: 0, maximum: 1 },
      context: {
        type: 'object',
        required: ['session'],
        properties: {
          session: {
            type: 'object',
            additionalProperties: false,
            required: ['id', 'campaign'],
            properties: {
              id: short,
              is_first: { type: 'boolean' },
              campaign: {
                type: 'object',
                required: ['source'],
                properties: {
                  source: { type: 'string', enum: ['mail', 'search', 'social'] },
                  term: { type: 'string', maxLength: 60 },
                  budget: { type: 'number', minimum: 0 },
                  creative: { $ref: '#/$defs/creative' },
                },
              },
            },
          },
          experiments: { type: 'array', minItems: 0, items: { $ref: '#/$defs/experiment' } },
        },
      },
      referrers: {
        type: 'array',
        maxItems: 5,
        items: {
          type: 'object',
          required: ['host'],
          properties: {
            host: { type: 'string' },
            rank: { type: 'integer', minimum: 1, maximum: 100 },
            medium: { enum: ['organic', 'paid'] },
          },
        },
      },
    },
    $defs: {
      creative: {
        type: 'object',
        additionalProperties: false,
        required: ['format'],
        properties: { format: { type: 'string', enum: ['banner', 'video'] }, width: { type: 'integer', minimum: 1 }, label: short },
      },
      experiment: {
        type: 'object',
        required: ['key'],
        properties: { key: short, variant: { type: 'string', enum: ['a', 'b', 'control'] }, weight: { type: 'number', maximum: 1 } },
      },
    },
  },
};

const identified: EventSchema = {
  name: 'identify',
  dialect: 'draft-04',
  schema: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    additionalProperties: false,
    required: ['user_id'],
    properties: {
      user_id: { type: 'string', minLength: 1 },
      anonymous_id: { type: 'string' },
      traits: { $ref: '#/definitions/traits' },
    },
    definitions: {
      traits: {
        type: 'object',
        required: ['email'],
        properties: {
          email: { type: 'string', format: 'email' },
          age: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 130 },
          plan: { type: 'string', enum: ['free', 'team', 'company'] },
          nickname: { type: ['string', 'null'], maxLength: 40 },
          devices: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['os'],
              properties: {
                os: { type: 'string', enum: ['ios', 'android'] },
                version: { type: 'string', maxLength: 12 },
                memory: { type: 'number', minimum: 0 },
              },
            },
          },
          company: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string' },
              size: { type: 'string', enum: ['small', 'large'] },
              address: {
                type: 'object',
                additionalProperties: false,
                required: ['city'],
                properties: { city: { type: 'string' }, floor: { type: 'integer', maximum: 200 }, geo: { $ref: '#/definitions/geo' } },
              },
            },
          },
        },
      },
      geo: {
        type: 'object',
        required: ['latitude', 'longitude'],
        properties: {
          latitude: { type: 'number', minimum: -90, maximum: 90 },
          longitude: { type: 'number', minimum: -180, maximum: 180 },
          source: { type: 'string', enum: ['gps', 'ip'] },
        },
      },
    },
  },
};

const card: Json = {
  type: 'object',
  required: ['method', 'network'],
  properties: {
    method: { const: 'card' },
    network: { type: 'string', enum: ['visa', 'amex', 'jcb'] },
    last_digits: { type: 'string', minLength: 4, maxLength: 4 },
    installments: { type: 'integer', minimum: 1, maximum: 36 },
    holder: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: short,
        kind: { type: 'string', enum: ['person', 'company'] },
        contact: {
          type: 'object',
          required: ['email'],
          properties: {
            email: { type: 'string' },
            language: { type: 'string', enum: ['de', 'en'] },
            age: { type: 'integer', minimum: 18 },
          },
        },
      },
    },
  },
};

const transfer: Json = {
  type: 'object',
  additionalProperties: false,
  required: ['method', 'bank'],
  properties: {
    method: { const: 'transfer' },
    bank: { $ref: '#/$defs/bank' },
    delay: { type: 'integer', maximum: 30 },
    fees: { type: 'array', maxItems: 4, items: { type: 'number', minimum: 0 } },
  },
};

const paymentMade: EventSchema = {
  name: 'payment made',
  dialect: '2020-12',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['payment_id', 'payment'],
    properties: {
      payment_id: short,
      status: { type: 'string', enum: ['open', 'paid', 'failed'] },
      attempts: { type: 'integer', minimum: 1 },
      payment: { oneOf: [card, transfer] },
      refunds: {
        type: 'array',
        items: {
          oneOf: [
            {
              type: 'object',
              required: ['kind', 'amount'],
              properties: {
                kind: { const: 'full' },
                amount: { type: 'number', exclusiveMinimum: 0 },
                reason: { type: 'string', enum: ['late', 'broken', 'other'] },
              },
            },
            {
              type: 'object',
              additionalProperties: false,
              required: ['kind'],
              properties: {
                kind: { const: 'voucher' },
                code: { type: 'string', minLength: 6 },
                valid_days: { type: 'integer', minimum: 1, maximum: 365 },
              },
            },
          ],
        },
      },
    },
    $defs: {
      bank: {
        type: 'object',
        required: ['country'],
        properties: { country: { type: 'string', enum: ['DE', 'FR', 'IT'] }, iban: { type: 'string', minLength: 15, maxLength: 34 } },
      },
    },
  },
};

/** The whole event is one of some variants, each a definition. */
const cartChanged: EventSchema = {
  name: 'cart changed',
  dialect: 'draft-07',
  schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    oneOf: [{ $ref: '#/definitions/added' }, { $ref: '#/definitions/cleared' }],
    definitions: {
      added: {
        type: 'object',
        additionalProperties: false,
        required: ['action', 'product'],
        properties: {
          action: { enum: ['added'] },
          product: { $ref: '#/definitions/product' },
          position: { type: 'integer', minimum: 0, maximum: 99 },
          source: { type: 'string', enum: ['search', 'list', 'link'] },
        },
      },
      cleared: {
        type: 'object',
        required: ['action'],
        properties: {
          action: { enum: ['cleared'] },
          by: { type: 'string', enum: ['user', 'timeout'] },
          left: { type: 'array', minItems: 1, items: { $ref: '#/definitions/product' } },
          note: { type: 'string', maxLength: 300 },
        },
      },
      product: {
        type: 'object',
        required: ['sku'],
        properties: {
          sku: { type: 'string', minLength: 1 },
          price: { type: 'number', minimum: 0 },
          color: { type: 'string', enum: ['red', 'blue', 'green'] },
          size: { type: ['string', 'null'] },
        },
      },
    },
  },
};

const envelope: EventSchema = {
  name: 'consent updated',
  dialect: '2019-09',
  schema: {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    type: 'object',
    required: ['type', 'properties'],
    properties: {
      type: { const: 'track' },
      version: { type: 'integer', minimum: 1, maximum: 9 },
      library: { type: 'object' },
      properties: { $ref: '#/$defs/consent' },
      history: { type: 'array', items: [{ $ref: '#/$defs/consent' }, { type: 'string', enum: ['import', 'merge'] }], maxItems: 2 },
    },
    $defs: {
      consent: {
        type: 'object',
        required: ['purposes'],
        properties: {
          region: { type: 'string', enum: ['eu', 'us', 'other'] },
          purposes: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['id', 'granted'],
              properties: {
                id: { type: 'integer', minimum: 1, maximum: 40 },
                granted: { type: 'boolean' },
                basis: { type: 'string', enum: ['consent', 'interest', 'contract'] },
                vendor: {
                  type: 'object',
                  required: ['name'],
                  properties: { name: short, score: { type: 'number', maximum: 10 }, tier: { type: 'string', enum: ['one', 'two'] } },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** A common part through allOf, a case of its own through if and then, and a map. */
const subscriptionChanged: EventSchema = {
  name: 'subscription changed',
  dialect: '2020-12',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    allOf: [{ $ref: '#/$defs/common' }],
    required: ['plan', 'change'],
    properties: {
      plan: { type: 'string', enum: ['free', 'team', 'company'] },
      seats: { type: 'integer', minimum: 1, maximum: 500 },
      change: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string', enum: ['up', 'down', 'cancel'] }, reason: short, credit: { type: 'number', minimum: 0 } },
      },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      addons: { type: 'array', items: { $ref: '#/$defs/addon' }, maxItems: 20 },
    },
    if: { properties: { plan: { const: 'company' } }, required: ['plan'] },
    then: { required: ['contract'], properties: { contract: { type: 'string', minLength: 4 } } },
    $defs: {
      common: {
        type: 'object',
        required: ['message_id', 'sent_at'],
        properties: {
          message_id: { type: 'string', minLength: 8 },
          sent_at: { type: 'string', format: 'date-time' },
          library: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string', enum: ['js', 'ios', 'android'] }, version: { type: 'string', maxLength: 20 } },
          },
        },
      },
      addon: {
        type: 'object',
        additionalProperties: false,
        required: ['sku'],
        properties: {
          sku: { type: 'string', minLength: 2 },
          quantity: { type: 'integer', minimum: 1 },
          term: { type: 'string', enum: ['month', 'year'] },
          discount: {
            type: 'object',
            required: ['percent'],
            properties: { percent: { type: 'number', minimum: 0, maximum: 100 }, code: short, source: { enum: ['sales', 'campaign'] } },
          },
        },
      },
    },
  },
};

const searched: EventSchema = {
  name: 'products searched',
  dialect: 'draft-06',
  schema: {
    $schema: 'http://json-schema.org/draft-06/schema#',
    type: 'object',
    additionalProperties: true,
    required: ['query', 'results'],
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 200 },
      page: { type: 'integer', minimum: 1 },
      sort: { type: 'string', enum: ['price', 'rating', 'new'] },
      took_ms: { type: 'number', minimum: 0 },
      results: {
        type: 'array',
        maxItems: 100,
        items: {
          type: 'object',
          additionalProperties: true,
          required: ['id', 'place'],
          properties: {
            id: { type: 'string', minLength: 1 },
            place: { $ref: '#/definitions/place' },
            badge: { type: 'string', enum: ['sale', 'new', 'last'] },
            score: { type: 'number', minimum: 0, maximum: 1 },
          },
        },
      },
      filters: {
        type: 'object',
        properties: {
          price: {
            type: 'object',
            properties: {
              range: {
                type: 'object',
                additionalProperties: false,
                required: ['from'],
                properties: {
                  from: { type: 'number', minimum: 0 },
                  to: { type: 'number', maximum: 100000 },
                  currency: { type: 'string', enum: ['EUR', 'USD', 'CHF'] },
                  extra: { type: 'object' },
                },
              },
            },
          },
          brands: { type: 'array', items: { type: 'string', minLength: 1 } },
        },
      },
      suggestion: {
        oneOf: [
          {
            type: 'object',
            required: ['by', 'text'],
            properties: {
              by: { enum: ['spelling'] },
              text: { type: 'string', maxLength: 200 },
              confidence: { type: 'number', minimum: 0 },
              language: { type: 'string', enum: ['de', 'en', 'fr'] },
              detail: { type: 'object' },
            },
          },
          {
            type: 'object',
            additionalProperties: false,
            required: ['by'],
            properties: {
              by: { enum: ['category'] },
              category: { $ref: '#/definitions/category' },
              depth: { type: 'integer', minimum: 1, maximum: 6 },
            },
          },
        ],
      },
    },
    definitions: {
      place: {
        type: 'object',
        required: ['row'],
        properties: {
          row: { type: 'integer', minimum: 1 },
          column: { type: 'integer', minimum: 1, maximum: 12 },
          area: { type: 'string', enum: ['top', 'main', 'side'] },
        },
      },
      category: {
        type: 'object',
        required: ['key'],
        properties: {
          key: { type: 'string' },
          kind: { type: 'string', enum: ['leaf', 'branch'] },
          children: { type: 'array', minItems: 1 },
        },
      },
    },
  },
};

/** Events of a shop in the dialects that plans are written in. */
export const EVENT_SCHEMAS: readonly EventSchema[] = [
  orderCompleted,
  pageViewed,
  identified,
  paymentMade,
  cartChanged,
  envelope,
  subscriptionChanged,
  searched,
];
