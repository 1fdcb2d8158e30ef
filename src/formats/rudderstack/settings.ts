import type { Mention, Section } from '../../plan/model.ts';

/** A setting of destinations that names events or properties as they are on the wire. */
export interface NamingSetting {
  /** The names from `config` down, joined by dots; a list on the way is passed through. */
  readonly path: string;
  readonly names: 'event' | 'property';
  readonly use: Mention['use'];
  /** Where in the message a bare property name is looked for; default: in all sections. */
  readonly below?: readonly (Section | 'properties.user_properties')[];
  /** Types of destinations, where others mean something else by the same name. */
  readonly types?: readonly string[];
}

const events = (use: Mention['use'], ...paths: readonly string[]): readonly NamingSetting[] =>
  paths.map((path) => ({ path, names: 'event', use }));

const properties = (
  use: Mention['use'],
  below: NonNullable<NamingSetting['below']>,
  ...paths: readonly string[]
): readonly NamingSetting[] => paths.map((path) => ({ path, names: 'property', use, below }));

const TRAITS: readonly Section[] = ['traits', 'context.traits'];

/**
 * The settings that name events or properties, by the README of each destination type in rudder-cli
 * (https://github.com/rudderlabs/rudder-iac, cli/internal/providers/destination/definitions). A setting that is not here is not looked at: what a
 * word in it means cannot be known.
 */
export const SETTINGS: readonly NamingSetting[] = [
  ...events('admitted', 'event_filtering.whitelist', 'event_filtering_whitelist'),
  ...events('blocked', 'event_filtering.blacklist', 'event_filtering_blacklist', 'deny_list_of_events'),
  ...events(
    'mapped',
    'events_to_events.from',
    'events_to_standard.from',
    'event_to_topic_map.from',
    'event_to_attribute_map.from',
    'event_mapping_from_config.from',
    'conversion_mapping.from',
    'events_to_offline_conversions_type_mapping.from',
    'events_to_conversions_names_mapping.from',
    'legacy_conversion_pixel_id.from',
    'rudder_events_mapping.event',
    'hubspot_events.rs_event_name',
    'event_channel_settings.name',
    'event_template_settings.name',
    'click_event_conversions.name',
    'events_to_track_conversions',
    'events_to_track_dynamic_remarketing',
    'event_increments',
    'get_in_app_event_mapping.web',
    'purchase_event_mapping.web',
  ),
  // Google Analytics calls its mapping of properties so.
  { path: 'custom_mappings.from', names: 'event', use: 'mapped', types: ['adj'] },
  ...properties('removed', ['properties'], 'blacklist_pii_properties.property', 'property_blacklist.property'),
  // rudder-transformer, v0/destinations/ga4: both are user properties there.
  ...properties('removed', ['context.traits', 'properties.user_properties'], 'pii_properties_to_ignore.pii_property'),
  ...properties('admitted', ['properties'], 'whitelist_pii_properties.property'),
  ...properties('admitted', TRAITS, 'whitelisted_trait_settings'),
  ...properties(
    'mapped',
    ['properties'],
    'partner_params_keys.from',
    'custom_activity_property_map.from',
    'custom_variables.from',
    'hubspot_events.event_properties.from',
    'rudder_events_mapping.marketo_primarykey',
    'value_field_identifier',
    'deduplication_key',
  ),
  ...properties(
    'mapped',
    TRAITS,
    'lead_trait_mapping.from',
    'traits_to_increment',
    'traits_to_set_once',
    'traits_to_append',
    'traits_to_prepend',
    'group_type_trait',
    'group_value_trait',
    'people_properties',
  ),
  ...properties(
    'mapped',
    ['properties', ...TRAITS],
    'dimensions.from',
    'metrics.from',
    'content_groupings.from',
    'event_to_attribute_map.to',
    'set_once_properties',
    'union_properties',
    'append_properties',
    'prop_increments',
    'super_properties',
    'group_key_settings',
  ),
];
