import { describe, test } from 'vitest';
import { expectAll } from './support.ts';

/** The categories of which a leak does most harm, in the spellings of real systems, and beside each what only looks like it. */
const CATEGORIES: Readonly<Record<string, { readonly yes: string; readonly no: string }>> = {
  'user.health_and_medical': {
    yes: `diagnosis diagnoses diagnosis_code icd10_code icd10 icd_10_code medical_condition medicalConditions health_condition preexisting_condition chronic_disease symptoms
      allergy allergies drugAllergies food_allergy blood_type bloodType blood_group blood_pressure heart_rate heartRate glucose_level bmi body_weight medical_history
      medicalHistory medical_record_number medicalRecordNumber mrn patient_id patientId health_insurance_number insurance_member_id nhs_number nhsNumber
      medicare_number medicaid_id disability disability_status disabilities current_medications patient.medication patient.height patient.weight
      prescription prescriptions prescription_number rx_number vaccination_status vaccinationStatus immunizations covid_test_result lab_results test_result@patient
      genetic_data dna_sequence pregnancy_status pregnant hiv_status mental_health mental_health_status smoking_status smoker_status
      alcohol_consumption patient.condition condition@Patient treatment_plan patient.treatment surgical_history surgeries injury_type health_plan_beneficiary_number
      last_menstrual_period menstrualCycle fertility_status phq9_score cause_of_death immunization_status psychiatric_history therapy_notes
      reproductive_health medical_conditions health_issues`,
    no: `condition product.condition item_condition weather_condition weather.conditions condition_operator conditions health health_check health_status_code_url
      service.health server_health_status cluster.health medicationName@product treatment experiment_treatment treatment_group prescription_required:boolean weight
      product.weight weight_kg@product shipping_weight package.height height image.height line_height blood_orange_flavor disabled disability_access:boolean
      is_disabled heart_icon_clicked favorite_heart_count heart_rate_monitor_sku patient_portal_clicks symptom_checker_opened:boolean system_diagnosis_enabled
      diagnostics diagnostic_id test_result test_results procedure stored_procedure procedure_name vaccine_sku allergy_filter_count dose_count surgery_count
      injury_report_count allergen_free:boolean handicap golf.handicap`,
  },
  'user.demographic.race_ethnicity': {
    yes: `ethnicity ethnicities ethnic_origin ethnicOrigin ethnic_group ethnicity_code racial_origin race_ethnicity raceEthnicity user.race patient.race person.ethnicity
      demographics.race user_race caste skin_color national_origin race@Patient`,
    no: `race race_id race_name race.distance race_time raceType race_condition horse_race trace_id brace grace_period race_position race_track racer_number terrace
      embrace race_winner skin_color_theme_id theme.skin color`,
  },
  'user.demographic.religious_belief': {
    yes: `religion religious_belief religious_affiliation religiousAffiliation user.religion religion_code religious_beliefs patient.religion religious_denomination`,
    no: `religion_category_count faith good_faith denomination coin.denomination denomination_value church church_id region legion belief_score`,
  },
  'user.demographic.political_opinion': {
    yes: `political_party politicalParty political_affiliation political_views politicalOpinion party_affiliation voter_registration_status political_leaning
      voting_preference user.political_party`,
    no: `party party_size third_party thirdParty political_ad:boolean vote votes vote_count voting_enabled:boolean party_name first_party_data is_political politics_section_views`,
  },
  'user.demographic.sexual_orientation': {
    yes: `sexual_orientation sexualOrientation sexuality sexual_preference user.sexual_orientation sex_life`,
    no: `orientation screen.orientation device_orientation page_orientation preference sexual_content_rating orientation_changed`,
  },
  'user.workplace': {
    yes: `trade_union trade_union_membership tradeUnionMembership union_membership unionMember union_member_status`,
    no: `union union_type credit_union_name union_select reunion european_union:boolean communion sql.union`,
  },
  'user.criminal_history': {
    yes: `criminal_record criminalRecord criminal_history criminal_convictions arrest_record convictions`,
    no: `record record_id history arrested_development_views criminal_minds_episode conviction_score_model_version browser_history`,
  },
  'user.biometric': {
    yes: `biometric_data biometricTemplate biometrics fingerprint_template fingerprintScan fingerprint_image face_template faceprint face_print faceEmbedding face_encoding
      facial_recognition_data facial_geometry facial_scan selfie selfie_url selfieImage voiceprint voice_print voiceTemplate iris_scan irisScan retina_scan retinal_scan palm_print
      patient.fingerprint hand_geometry gait_signature face_scan liveness_video`,
    no: `fingerprint file.fingerprint certificate_fingerprint cert.fingerprint ssh_fingerprint tls.fingerprint.sha256 face font_face typeface surface interface face_value
      retina retina_display:boolean is_retina iris_color_sku voice voice_search_used voice_enabled biometric_enabled:boolean biometrics_supported
      face_id_enabled:boolean selfie_stick_sku selfie_count`,
  },
  'user.government_id': {
    yes: `ssn SSN ssn_last4 ssnLast4 social_security_number socialSecurityNumber sin sin_number social_insurance_number nino national_insurance_number
      nationalInsuranceNumber cpf cpf_number curp aadhaar aadhaar_number aadhar_no pan_card_number pesel dni dni_number nif nie bsn codice_fiscale codiceFiscale
      fiscal_code steuer_id steuerId steuer_identifikationsnummer tax_id taxId customer.tax_id user.tax_id taxpayer_id tax_identification_number tin itin tfn tax_file_number
      passport passport_number passportNumber passportNo passport.number drivers_license driver_license_number driversLicenseNumber driving_licence_number
      driver_licence national_id nationalId national_id_number national_identification_number identity_card_number identityCardNumber id_card_number government_id
      gov_id personnummer personal_identification_number rodne_cislo jmbg oib egn cnp nric fin_number hkid mykad emirates_id iqama_number voter_id voterId
      resident_registration_number my_number alien_registration_number visa_number residence_permit_number ppsn pps_number cedula rfc rut id_document_number numero_secu
      insee_number hashed_ssn ssn_hash identification_number birth_certificate_number tc_kimlik_no military_id curp_number isikukood amka`,
    no: `passport_required:boolean passport_country_list license license_key package.license license_type software_license license_plan license_expiry_date_type
      national_flag_shown nation visa_type visa_card:boolean tax tax_amount tax_rate tax_included:boolean tax_id_type tax_category tax_code_count company.tax_id
      merchant.tax_id vat_rate pan_gesture pan zoom_pan sinus using sign single session rfc_version pin_map truth rust tin_can_sku
      identity identity_provider identity_verified:boolean id_type social social_proof_shown
      security_level number id_number_type has_ssn ssn_provided:boolean ssn_verification_status document_number_of_pages mobile_plan`,
  },
  'user.authorization.password': {
    yes: `password Password passwd pwd user.password passwordHash password_hash hashed_password encrypted_password new_password oldPassword password_confirmation
      passcode passphrase pin pin_number security_answer securityAnswer seed_phrase recovery_phrase temporary_password admin_password db_password`,
    no: `password_reset_requested:boolean passwordLength password_strength password_changed_at forgot_password has_password password_policy password_expired:boolean
      password_attempts bypass boarding_pass pass pass_type compass passenger_count pin_map_count pinned:boolean pin_drop pin_color pinterest_clicks
      security_question_count pins_saved`,
  },
  'user.authorization.credentials': {
    yes: `api_key apiKey apikey API_KEY api_secret access_token accessToken auth_token authToken refresh_token refreshToken id_token bearer_token jwt session_token
      sessionToken client_secret clientSecret secret_key secret private_key privateKey ssh_private_key oauth_token oauthToken otp otp_code one_time_password
      mfa_code totp_secret two_factor_code verification_code:string authorization_code reset_token password_reset_token personal_access_token aws_secret_access_key
      webhook_secret credentials user.credentials link_token public_token magic_link_token signing_secret`,
    no: `token tokens token_count tokenCount prompt_tokens:integer completion_tokens:integer total_tokens:integer max_tokens:integer input_tokens:integer
      token_type tokenType token_limit token_usage llm.usage.prompt_tokens gen_ai.usage.input_tokens access_token_expires_at token_expiry api_key_count
      api_key_name secret_santa_joined key keyword keyboard key_name primary_key partition_key foreign_key routing_key cache_key event_key public_key
      secret_count tokenized:boolean auth_method authentication_type oauth_provider otp_sent:boolean otp_attempts credential_type crypto.token.name token_symbol
      access_level is_secret idempotency_key user_token_balance`,
  },
  'user.financial.credit_card': {
    yes: `card_number cardNumber cardnumber credit_card_number creditCardNumber credit_card creditCard cc_number ccNumber ccn debit_card_number card_pan
      cvv CVV cvv2 cvc card_cvc cvc2 card_security_code card_expiry cardExpiry card_expiration_date card_exp_month card_exp_year card.number card.exp_month payment.card.number
      card_last4 card_last_four cardLast4 last4@card payment_card_number card_verification_value cc_exp card_fingerprint primary_account_number card.last4
      masked_card_number credit_card_last4 track2_data`,
    no: `card_type cardType credit_card_type card_brand card_network card_count card_position card_title card_id_type card gift_card_amount card_layout
      num_cards cards_viewed scorecard dashboard_card card_present:boolean card_issuer_country postcard wildcard discard twitter_card business_card_scans
      credit_card_accepted:boolean number exp_month`,
  },
  'user.financial.bank_account': {
    yes: `iban IBAN bank_account bankAccount bank_account_number bankAccountNumber account_number accountNumber acct_number account_no iban_hash clabe bban
      bank_account_last4 checking_account_number bank.account_number payee_account_number beneficiary_iban debtor_iban creditor.iban sepa.iban ach.account bacs.account
      wallet_address bitcoin_address eth_address pix_key upi_id external_account_number`,
    no: `account account_type accountType bank bank_name bank_code account_number_count account_status account_age account_name account_created_at
      number_of_accounts account_tier account_manager_count blood_bank_id power_bank_sku bank_holiday piggy_bank:boolean riverbank wallet_type account_plan
      has_bank_account bank_account_type`,
  },
  'user.financial': {
    yes: `salary annual_salary annualSalary base_salary income annual_income annualIncome monthly_income household_income householdIncome gross_income net_income
      income_range wage hourly_wage credit_score creditScore fico_score net_worth netWorth debt_to_income account_balance accountBalance available_balance
      current_balance bank_balance loan_amount mortgage_balance credit_limit total_debt pension income_level disposable_income gross_pay net_pay
      user.income customer.credit_score estimated_income credit_rating applicant.monthly_income`,
    no: `revenue total_revenue price amount order_total tax_amount credit credits credit_count points_balance loyalty.balance reward_balance gift_card_balance
      load_balancer balance_type white_balance income_type wage_type salary_filter_count score credit_note_id net_amount gross_amount discount_amount
      incoming_call outcome budget limit rate_limit balanced:boolean loan_type mortgage_campaign is_salary salary_visible:boolean`,
  },
};

describe.each(Object.entries(CATEGORIES))('%s', (category, { yes, no }) => {
  test('is recognised', () => expectAll(yes, [category]));

  test('is not seen in what only looks like it', () => expectAll(no, [null, 'borderline']));
});
