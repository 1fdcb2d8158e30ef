import { describe, test } from 'vitest';
import { expectAll } from './support.ts';

describe('what a yes or no tells', () => {
  test.each([
    ['user.health_and_medical', 'is_pregnant:boolean isSmoker:boolean pregnant:boolean has_disability:boolean user.is_diabetic:boolean'],
    ['user.demographic.race_ethnicity', 'hispanic_or_latino:boolean isHispanic:boolean'],
    ['user.demographic.sexual_orientation', 'is_transgender:boolean identifies_as.lgbtq:boolean'],
    ['user.demographic', 'is_veteran:boolean protected_veteran:boolean'],
    ['user.workplace', 'is_union_member:boolean'],
    ['user.criminal_history', 'convicted:boolean'],
  ])('of %s', (category, names) => expectAll(names, [category]));

  test('is nothing for what is said about data', () =>
    expectAll('enabled:boolean is_disabled:boolean has_email:boolean smoker_filter_enabled:boolean is_active:boolean has:boolean', [null]));
});

describe('names that are not English', () => {
  test.each([
    ['user.contact.email', 'correo correo_electronico courriel'],
    ['user.contact.phone_number', 'telefono Telefonnummer handynummer numero_telephone'],
    ['user.name', 'apellidos prenom vorname Nachname cognome nombre@Cliente_user user.nom'],
    ['user.contact.address', 'direccion adresse_postale strasse Postleitzahl codigo_postal indirizzo'],
    ['user.demographic.date_of_birth', 'fecha_nacimiento date_de_naissance Geburtsdatum data_nascimento'],
    ['user.demographic.gender', 'sexo sexe geschlecht'],
    ['user.demographic', 'nacionalidad estado_civil familienstand'],
    ['user.government_id', 'numero_documento documento_identidad pasaporte ausweisnummer'],
  ])('of %s', (category, names) => expectAll(names, [category]));

  test('are not seen in what only looks like them', () =>
    expectAll('tipo_documento_identidad rue_la_la_sku nom_de_code_produit adresse_ip_type sexy_theme edadismo', [null, 'borderline']));
});

describe('names of one trade', () => {
  test.each([
    [
      'user.device.device_id',
      'gps_adid fire_adid device.dpidsha1 device.didmd5 managedDevice.serialNumber serialNumber@device advertisingToken',
    ],
    ['user.health_and_medical', 'blood_pressure.systolic bp_dia tobacco_use medical_exam_result current_medicaments hba1c'],
    ['user.biometric', 'face_match.source_image biometricData[].template liveness.video_url biometric_sample'],
    ['user.government_id', 'known_traveler_number redress_number passport.document_number travel_document_number'],
    ['user.account.username', 'summonerName battletag'],
    ['user.social', 'steamid64 epic_account_id'],
    ['user.location.precise', 'placeContext.geo._schema.latitude current_location.latitude'],
    ['user.authorization.credentials', 'http.request.header.authorization'],
    ['user.content.self_image', 'user.profile_image_url_https user.photo.content_url'],
  ])('of %s', (category, names) => expectAll(names, [category]));

  test('are not seen in what only looks like them', () =>
    expectAll(
      'sending_ip relay_ip origin.zip project.avatar_url selfie.status gen_ai.agent.name upstream_addr serial_number template source_image product.serial route sample commission_amount price.nickname',
      [null, 'borderline'],
    ));
});

describe('what an event is about', () => {
  test('is no thing where its name says what somebody did with one', () => {
    expectAll('email@Product_Added phone@Product_Viewed first_name@Store_Visited ip@Campaign_Click', [
      'user.contact.email',
      'user.contact.phone_number',
      'user.name',
      'user.device.ip_address',
    ]);
    expectAll('phone@Store phone@Company email@Merchant', [null]);
  });
});
