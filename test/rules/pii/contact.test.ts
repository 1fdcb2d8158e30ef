import { describe, test } from 'vitest';
import { expectAll } from './support.ts';

/** Names as CRMs, shops, mailers, ad platforms, directories and plans spell them, and beside each what only looks like it. */
const CATEGORIES: Readonly<Record<string, { readonly yes: string; readonly no: string }>> = {
  'user.contact.email': {
    yes: `email Email EMAIL eMail e_mail e-mail emails user.email userEmail useremail customer_email customeremail contactEmail
      email_address emailAddress EmailAddress email.address emails[].address emails[].value email.value emails:array workEmail personal_email
      secondaryEmail alternate_email recovery_email billing_email notification_email invoice_email email1 email_2 hashed_email hashedEmail email_sha256
      sha256_email_address emailHash email_md5 em_hash_email mailbox_email traits.email context.traits.email properties.email payload.user.email
      paypal_email parent_email spouseEmail emergency_contact_email opportunity_owner_email agent.email cc_email bcc replyTo reply_to_email
      from_email to_email sender_email recipient_email email.from.address email.to.address emailAddresses.[].emailAddress customer.mail person.mail
      subscriber_email user_data.em email_lower normalized_email google_email apple_email login_email payer.email_address receipt_email`,
    no: `email_id_type email_subject emailSubject email_type email_template_id emailCampaignId email_opt_in emailOptOut email_status
      email_verified:boolean email_count num_emails has_email hasEmail:boolean is_email_valid emails_sent email_domain email_provider email_client
      email_body_size voicemail voicemail_count mailchimp_list_id email_marketing_consent email_frequency email_sent_at emailBounceReason
      email_preferences.frequency email_list_name blackmail mail_server emailFormat email_delivery_status email_open_rate email:boolean
      send_email:boolean total_email_clicks email_version emailLayout email_language email_tracking_enabled`,
  },
  'user.contact.phone_number': {
    yes: `phone Phone phones phoneNumber phone_number PhoneNumber phonenumber phone_no phoneNo phone.number phones[].value phoneNumbers
      phone_numbers phones[].number mobile_phone mobilePhone mobile_number user.mobile contact.mobile cell_phone cellPhone cellphone homePhone home_phone
      work_phone workPhone daytime_phone evening_phone telephone telephoneNumber tel msisdn fax fax_number whatsapp_number whatsappNumber
      phone_e164 phone_sha256 hashed_phone hashedPhoneNumber phone_hash customer_phone customerPhone userPhone recipient_phone shipping_phone billing_phone
      emergency_contact_phone caller_id caller_number callerNumber called_number call.from call.to sms.to sms.from_number primary_phone alternate_phone
      phone1 phone_2 contact_number contactNumber international_phone phone_with_country_code user_data.ph national_phone_number sms_number`,
    no: `phone_model phoneModel phone_type phoneType phone_verified:boolean hasPhone phone_country_code phone_brand phone_os headphone microphone
      headphones_connected phone_call_count phone_opt_in phoneNumberId_type sms_opt_in sms_count mobile_carrier mobile_app_version is_mobile mobile:boolean
      device.mobile cell_count cell_tower telemetry television telemetry_id phone_call_duration phone_case_color hotel smartphone_model call_id
      whatsapp_template saxophone gramophone phone_validation_status smsConsent`,
  },
  'user.name': {
    yes: `first_name firstName FirstName firstname fname last_name lastName lastname lname full_name fullName fullname given_name givenName
      family_name familyName middle_name middleName middle_initial surname forename maiden_name name.first name.last name.given name.family name.middle
      user.name user_name.first customer.name customerName customername contact_name contact.name person.name recipient_name sender_name passengerName guest_name
      patientName patient.name employee_name employeeName driver_name cardholder_name cardHolderName name_on_card nameOnCard account_holder_name
      billing.name shipping.name billing_first_name shippingLastName billing_name shipping_name author_name agent_name agent.name owner_name
      traits.name traits.firstName customer.first_name customer.displayName profile.display_name preferred_name legal_name legal_first_name
      names[].familyName name_first nameLast emergency_contact_name spouse_name childName father_name mothers_maiden_name user_data.fn user_data.ln
      hashed_first_name first_name_sha256 last_name_hash attendees[].name participants.[].name insured_name beneficiary_name signer_name
      applicant.full_name lead.name commit.author.name buyer_name payer.name.given_name recipient.name kana_last_name first_name_kana phoneticFirstName
      salutation_name contactPerson.name user.fullName name@user name@Customer cardholder.name account_owner_name borrower.name`,
    no: `name product.name product_name productName campaign_name campaignName list_name event_name eventName screen_name screenName page_name pageName
      page.name file_name fileName filename app_name app.name appName package_name hostname host_name server_name domain_name company_name companyName
      company.name organization_name account_name merchant_name store_name brand_name category_name item_name plan_name group.name team_name project_name
      template_name device_name deviceName browser_name os_name os.name city_name country_name currency_name feature_name experiment_name variant_name
      table_name column_name class_name function_name method_name namespace tag_name step_name form_name button_name element_name field_name common_name
      institution_name bank_name school_name hotel_name restaurant_name venue_name event.name course_name song_name playlist_name channel_name library.name
      has_name is_full_name name_length nameVersion workflow.name repository.name repository.full_name model_name theme_name coupon_name drug_name
      segment_name audience_name image_name stage_name pipeline_name metric_name key_name agent_version first last first_seen lastLogin first_touch_campaign
      thread.name process.name dns.question.name rule.name user_agent.name user.group.name user.role.name user.plan.name user.company.name`,
  },
  'user.account.username': {
    yes: `username userName user_name Username nickname nickName nick_name user.nickname login_name user.login loginName user_handle twitter_handle
      twitterHandle gamertag player_name preferred_username customer.username account.username skype_name usernames screenName@user`,
    no: `username_length forgotUsername:integer event_handle handle handler screenname_count login_count lastLoginAt login_method loginType
      is_username_valid window_handle`,
  },
  'user.contact.address': {
    yes: `street street_address streetAddress street1 street_2 street_name streetNumber house_number houseNumber address_line_1 addressLine1 address_line1
      address1 address2 addressLine2 addr1 addr_line_2 line1@shipping_address shipping_address shippingAddress billing_address billingAddress
      billing.address shipping.address home_address homeAddress mailing_address mailingAddress postal_address postalAddress zip zipcode zipCode zip_code
      Zip ZIPCode postal_code postalCode postcode post_code billing_zip shippingZip shipping_postal_code billingPostalCode customer.address user.address
      address.street address.zip address.postalCode address.postal_code customer.address.line1 shipping.address.line2 user.city customer.city
      shipping_city billing_city shippingCity address.city billing.city customer.address.city traits.address traits.address.street traits.city
      contact.street residential_address residence apartment apartment_number po_box full_address fullAddress delivery_address deliveryAddress
      delivery_postcode user_data.zp hashed_zip zip_sha256 home_zip workAddress permanent_address address_1 street_address_2
      address.line1 shipping.line_1 mailingPostalCode legal_address formatted_address@customer home_city hometown@user`,
    no: `address_type addressType address_id billing_address_id address_count num_addresses store.address store_address company.address
      merchant.address warehouse_address memory_address bit_address email_address_type ip_address_type capacity city_count velocity electricity
      zip_file zip_file_size zip:boolean unzip street_view_enabled:boolean address_verified:boolean virtual_address contract_address_type
      geo_targeting.postal_codes restaurant.postal_code venue.street hotel.address.zip address_validation_status addressChanged:boolean
      is_shipping_address street_fighter_score wall_street_index headquarters.street pin_code_length default_address:boolean shipping_method
      shipping_cost billing_period billing_cycle shipping_carrier`,
  },
};

describe.each(Object.entries(CATEGORIES))('%s', (category, { yes, no }) => {
  test('is recognised', () => expectAll(yes, [category]));

  test('is not seen in what only looks like it', () => expectAll(no, [null, 'borderline']));
});
