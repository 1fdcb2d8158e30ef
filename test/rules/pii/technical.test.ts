import { describe, test } from 'vitest';
import { expectAll } from './support.ts';

/** Names as SDKs, ad platforms, logs and profiles spell them, and beside each what only looks like it. */
const CATEGORIES: Readonly<Record<string, { readonly yes: string; readonly no: string }>> = {
  'user.location.precise': {
    yes: `latitude longitude lat lng lon Latitude location.lat location.lon location.latitude geo.lat geo_latitude geoLongitude gps gps_coordinates
      gpsLocation user.coordinates geohash geo_point latLng lat_long location_lat lastKnownLatitude current_longitude home_lat delivery_latitude
      context.location.latitude device.location.longitude user.geolocation customer_lat precise_location`,
    no: `latency lateral latest longest long:integer long_description platform store.latitude venue.longitude restaurant.lat warehouse.lng gps_enabled:boolean
      latitudeAccuracy gps_accuracy airport.latitude lng_count language latitude_precision geoTargeting.radius.latitude belong plate translate
      longRunning is_lat location_permission location_type`,
  },
  'user.device.ip_address': {
    yes: `ip IP ipAddress ip_address IPAddress ipaddress client_ip clientIp client_ip_address user_ip userIp context.ip remote_addr remoteAddress
      ipv4 ipv6 ip_v4 ipV6Address last_ip signup_ip registration_ip login_ip source_ip source.ip client.ip visitor_ip x_forwarded_for ips
      anonymized_ip hashed_ip ip_hash device.ip customer_ip order_ip browser_ip actor_ip originating_ip ipAddr user_data.client_ip_address`,
    no: `ship zip_type tip recipe description ip_type ip_country ip_isp ip_version ipVersion ip_reputation_score server.ip server_ip host.ip private_ip pod_ip
      node_ip equip ip_count ip_range_type ip_organization_type vip_level is_vip skip clip trip_id script ip_pool ip_allowlist_size sip_domain cluster_ip
      dns_server_ip internal_ip has_ip`,
  },
  'user.device.device_id': {
    yes: `device_id deviceId DeviceID deviceid device.id device_uuid deviceToken device_token push_token pushToken registration_token fcm_token fcmToken apns_token
      context.device.token context.device.id context.device.advertisingId idfa IDFA ios_idfa gaid GAID aaid android_id androidId advertising_id advertisingId
      google_advertising_id idfv vendor_idfv imei imsi iccid meid udid UDID mac_address macAddress MACAddress mac_addr wifi_mac device_serial_number
      deviceSerial device_fingerprint browserFingerprint user_fingerprint canvas_fingerprint maid mobile_ad_id mobile_advertising_id madid rida oaid
      hashed_idfa idfa_sha256 device_identifier hardware_id advertiser_tracking_id installation_device_id push_notification_token bluetooth_mac devices[].token
      devices.[].id push_subscription_token amazon_advertising_id device_ids deviceIDs imei_number sim_serial_number appSetId app_set_id context.device.appSetId android_app_set_id`,
    no: `device_type deviceType device_model device_name device.manufacturer device_os device_count devices_count push_enabled:boolean push_title push_message
      push_campaign_id token_count max_tokens idfa_enabled:boolean ad_tracking_enabled:boolean mac_os macos_version machine_type android_version
      device_category fingerprint_algorithm serial number_of_devices deviceWidth device.screen.width ad_id_type advertising_channel advertising_budget
      server.mac gaid_available device_language android_api_level`,
  },
  'user.demographic.date_of_birth': {
    yes: `dob DOB date_of_birth dateOfBirth birth_date birthDate birthdate birthday birthDay birth_year birthYear year_of_birth birth_month age user.age
      customer_age userAge age_years age_range ageGroup age_group age_bracket patient_age dob_year dob_hash hashed_dob user_data.db born child_birthdate
      passenger.birth_date date_of_birth_sha256 birthDayAndMonth`,
    no: `page usage message image percentage average language package storage mileage coverage stage manage cache_age process_kill_foreground_age background_age max_age page_age account_age_days
      age_restricted:boolean is_age_verified age_gate_shown ageRating content_age_rating min_age max_age_seconds session_age cookie_age_days
      birthday_campaign_id birthdayMessageSent:boolean birthstone age_verification_status element_age_ms birthday_discount`,
  },
  'user.demographic.gender': {
    yes: `gender Gender sex user.gender customer_gender genders_hash genderIdentity pronouns user_data.ge passenger.gender patient_sex biological_sex gender_code`,
    no: `gender_neutral:boolean genderTargeting targeting.genders product.gender product_gender sexagesimal engender gendered_copy_variant breakdowns.gender
      middlesex gender_filter`,
  },
  'user.demographic': {
    yes: `marital_status maritalStatus civil_status relationship_status nationality citizenship country_of_citizenship education_level educationLevel education
      user.education highest_degree birthplace place_of_birth placeOfBirth countryOfBirth birth_country household_size immigration_status military_status
      veteran_status number_of_dependents native_language homeowner_status parental_status`,
    no: `education_industry_id order_status marital_status_code_list_version nationality_filter_count status shipping_status household_products
      veteran_discount_code dependents:boolean education_campaign`,
  },
  'user.content.self_image': {
    yes: `avatar avatarUrl avatar_url user.avatar profile_picture profilePicture profile_image_url profileImageUrl profile_photo user.photo user_photo_url gravatar_url
      user.picture user.image headshot customer.photo driver_photo employee_photo traits.avatar`,
    no: `image image_url product.image product_image_url photo_count photos_uploaded picture_frame_sku screenshot_url banner_image store.photo avatar_style
      avatar_color has_avatar avatarChanged:boolean launchImage thumbnail_url product.photo image.url portrait_mode screen.orientation_portrait`,
  },
  'user.social': {
    yes: `facebook_id facebookId facebook_user_id twitter_id linkedin_url linkedinUrl linkedin_profile linkedInProfileUrl instagram_id instagram_username
      github_id facebook_url@user twitter_url@contact tiktok_id snapchat_id wechat_id weibo_id line_user_id social_profile_url user.linkedin user.twitter
      person.facebook slack_user_id discord_id`,
    no: `facebook_campaign_id facebook_ad_id facebook_pixel_id facebook_likes twitter_followers linkedin_ad_id twitter_card company.linkedin
      company.linkedin_url company.twitter facebook_event_id instagram_followers_count facebook_page_id twitter:boolean share_on_twitter:boolean social_network
      linkedin_conversion_id`,
  },
};

describe.each(Object.entries(CATEGORIES))('%s', (category, { yes, no }) => {
  test('is recognised', () => expectAll(yes, [category]));

  test('is not seen in what only looks like it', () => expectAll(no, [null, 'borderline']));
});

test('borderline: for the team to say', () =>
  expectAll(
    `user_id userId anonymous_id anonymousId session_id client_id visitor_id customer_id contact_id lead_id gclid fbclid cookie_id
    external_id country state region context.userAgent user_agent comment feedback search_query transcript bio job_title employer vin license_plate
    vehicle.license_plate geo.city geo_region previous_id loyalty_id`,
    ['borderline'],
  ));

test('what every plan has is no personal data', () =>
  expectAll(
    `id type status timestamp event_id order_id product_id sku price currency quantity revenue total discount coupon url path referrer title
    category variant version locale timezone language os browser screen.width viewport_height duration count score rating position index source medium
    campaign utm_source build number channel color size weight height`,
    [null, 'borderline'],
  ));
