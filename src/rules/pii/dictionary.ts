/** How much harm a leak does; `low`: whether it is personal data at all is for the team to say. */
export type Sensitivity = 'critical' | 'high' | 'medium' | 'low';

/** One category of personal data and the words that name it. */
export interface PersonalCategory {
  /** Key of the fideslang taxonomy (https://ethyca.github.io/fideslang). */
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** What a property that holds it is called: words in lower case, singular, the last ones of a name; one phrase a comma. */
  readonly heads: string;
  /** Names that say it only of a person: they count where a person's object or word is the nearest around. */
  readonly personHeads?: string;
  /** Names that say it only beside certain words, anywhere around: `token` beside `push`. */
  readonly beside?: { readonly words: string; readonly heads: string };
  /** Words that may follow a head and change nothing: `email` and `email address`, `passport` and `passport number`. */
  readonly tails?: string;
  /** What a yes or no tells of a person by itself: `is_pregnant`. Of anything else a yes or no is a statement about data. */
  readonly truths?: string;
  /** Whether a company or thing that owns it makes it harmless: a shop's phone number is not a person's. Default true. */
  readonly ofBusiness?: boolean;
  /** Kinds of values that cannot hold it: nobody's name is a number. */
  readonly never?: readonly string[];
  /** Words that, anywhere around, make it something else: the balance of points. A company or thing anywhere around does, too, where this is given. */
  readonly notAround?: string;
}

/** Contact data and names. */
const CONTACT: readonly PersonalCategory[] = [
  {
    category: 'user.contact.email',
    never: ['integer', 'number'],
    sensitivity: 'high',
    heads:
      'email,mail address,electronic mail,gmail,reply to,bcc,cc email,email to,email from,from email,to email,email recipient,email sender,work mail,home mail,personal mail,business mail,primary mail,to address,from address,sender address,recipient address,bcc address,cc address,reply to address,email lc,email hash,email sha 256,paypal account,correo,correo electronico,courriel,email login,contact mail',
    personHeads: 'mail,recipient,sender,from',
    beside: {
      words: 'email mail mailing mailer message msg smtp newsletter inbox bounce envelope',
      heads: 'recipient,sender,from,to,cc,rcpt,mail',
    },
    tails: 'address,addr,addresses,data,contact',
  },
  {
    category: 'user.contact.phone_number',
    sensitivity: 'high',
    heads:
      'phone,phone number,phone home,phone work,phone mobile,phone cell,phone other,telefon,telefono,telefone,celular,mob no,telephone,cellphone,cell phone,mobile phone,home phone,work phone,office phone,contact phone,phone no,mobile number,mobile no,cell number,contact number,msisdn,fax,tel,caller id,calling number,caller number,called number,whatsapp,whatsapp number,sms number,landline,landline number,to number,from number,phone e 164,home tel,work tel,day phone,daytime phone,evening phone,phone with country code,phone with area code,national phone,international phone,formatted phone,callback number,dialed number,ani,fon,tel no,phone nbr,handphone,telefonnummer,telefonnr,telefoonnummer,handynummer,numero telefono,numero de telefono,numero de telephone,numero telephone,phone plus extension,phone extension,phone with extension,mobilnummer,mobiltelefon,telefono movil,wa id,reminder number,text number,text reminder number',
    personHeads: 'mobile,cell',
    beside: { words: 'sms call caller dialer whatsapp voice telephony', heads: 'from,to,caller,callee,number,recipient' },
    tails: 'number,numbers,no,num,nr,nbr,data',
  },
  {
    category: 'user.name',
    never: ['integer', 'number'],
    sensitivity: 'high',
    heads:
      'first name,last name,first nm,last nm,name full,full name,given name,family name,middle name,middle initial,maiden name,surname,forename,fname,lname,mname,legal name,cardholder name,card holder name,name on card,holder name,account holder name,recipient name,sender name,customer name,client full name,contact name,caller name,person name,user full name,patient name,passenger name,guest name,driver name,student name,beneficiary name,attendee name,invitee name,payer name,payee name,agent name,subscriber name,signatory name,signer name,second name,preferred name,birth name,mother maiden name,father name,mother name,spouse name,emergency contact name,name first,name last,name given,name family,name middle,first name last name,owner full name,borrower name,applicant name,insured name,traveler name,traveller name,reviewer name,buyer name,shopper name,addressee,cardholder,customer full name,real name,phonetic name,cc name,bcc name,to name,address name,from name,assignee name,manager name,doctor name,physician name,teacher name,representative name,facebook display name,linkedin display name,twitter display name,google display name,instagram display name,github display name,slack display name,discord display name,telegram display name,whatsapp display name,wechat display name,tiktok display name,snapchat display name,apple display name,microsoft display name,facebook name,linkedin name,reporter name,requester name,member name,kanji name,kana name,romanized name,employee name,initials and surname,salutation name,suffix name,prenom,apellido,apellido paterno,apellido materno,vorname,nachname,familienname,cognome,sobrenome,nombre completo,nome completo,nom de famille,nom complet,supervisor name,supervisor full name,line manager,reporting manager,emergency contact person,emergency contact,next of kin,name of bearer,guardian name,husband name,wife name,nominee name,credit card name',
    personHeads:
      'name,display name,official name,formatted name,first,last,middle,given,family,initials,contact person,nombre,nom,nome,supervisor,manager,spouse,father,mother,guardian',
    tails: 'text,kana,kanji,furigana,romaji,phonetic,pronunciation,en,bn,ar,zh,ja,local,latin,native,english,arabic,cyrillic',
  },
  {
    category: 'user.account.username',
    never: ['integer', 'number'],
    sensitivity: 'medium',
    heads:
      'username,user name,user login,login name,nickname,nick name,nick,user handle,twitter handle,instagram handle,github login,gamer tag,gamertag,player name,login id,user principal name,upn,sam account name,alias name,account login,handle name,twitch name,discord name,discord tag,skype name,skype id,skype,twitter screen name,twitter username,summoner name,game name,in game name,riot id,battle tag,battletag,epic name,roblox username,related user,real user name,target user name,process owner,file owner',
    personHeads: 'handle,login,screen name,display name,alias,acct',
  },
  {
    category: 'user.contact.address',
    sensitivity: 'high',
    heads:
      'street,street address,street name,street line,street number,house number,house no,apartment number,apartment,unit number,address line,address line 1,address line 2,address street,address full,full address,home address,shipping address,billing address,mailing address,postal address,delivery address,dropoff address,drop off address,residential address,residence address,permanent address,physical address,customer address,work address,home street,zip,zip code,zip postal code,postal code,postal,post code,postcode,plz,postal zip,po box,address 1,address 2,address city,address zip,addr line,addr,home city,home zip,mailing city,mailing street,mailing zip,mailing postal code,billing city,billing zip,shipping city,shipping zip,ship to address,bill to address,ship address,bill address,home location,place of residence,residence,neighborhood of residence,cep,pin code,pincode,eircode,customer city,user city,street 1,street 2,legal address,registered address,formatted address,contact address,current address,previous address,extended address,adresse,adresse postale,direccion,domicilio,endereco,indirizzo,anschrift,strasse,hausnummer,postleitzahl,codigo postal,code postal,rue,wohnort,calle,premise,sub premise',
    personHeads: 'address,city,town,locality,district,suburb,county,unit,line 1,line 2,address data,route,current city,hometown',
    tails: 'text,formatted,lines,code,ext,suffix,json,object,kana,kanji',
  },
];

/** Where somebody is, and by what device. */
const DEVICE: readonly PersonalCategory[] = [
  {
    category: 'user.location.precise',
    sensitivity: 'high',
    heads:
      'latitude,longitude,lat,lng,lon,lat long,lat lng,lat lon,geohash,geo hash,gps,gps coordinate,gps location,gps position,geo point,geopoint,precise location,exact location,geo latitude,geo longitude,location coordinate,home coordinate,geo coordinate,last known coordinate,last known location,current coordinate,live location,user coordinate,pickup coordinate,ble location,current location',
    personHeads: 'coordinate,geolocation,long,geo location',
    tails: 'deg,degrees,decimal,e7',
  },
  {
    category: 'user.device.ip_address',
    sensitivity: 'medium',
    heads:
      'ip,ip address,ipaddr,ip addr,ip4,ip6,ipv4,ipv6,remote addr,remote address,client address,x forwarded for,forwarded for,client ip,user ip,browser ip,source ip,remote ip,visitor ip,ip signup,signup ip,last ip,ip opt,registration ip,login ip,device ip',
    tails: 'address,addr,addresses,hash,v4,v6,opt,signup',
  },
  {
    category: 'user.device.device_id',
    sensitivity: 'medium',
    heads:
      'device id,device identifier,device uuid,device guid,registration token,registration id,hardware id,hw id,mac,mac address,mac addr,wifi mac,bluetooth mac,device serial,device serial number,device mac,channel token,ble mac,bluetooth address,serial number of device',
    beside: {
      words: 'device devices handset smartphone phone tablet laptop mobile managed',
      heads: 'serial number,serial no,serial,hardware serial,identifier,vendor identifier,vendor id',
    },
    tails: 'hash,hex',
  },
  {
    // An app's push token is that of somebody's device.
    category: 'user.device.device_id',
    sensitivity: 'medium',
    heads:
      'device udid,device token,device push token,push token,push registration token,push notification token,notification token,notification detail token,push detail token,fcm token,apns token,gcm token,firebase token,firebase instance id,imei,imei number,imsi,iccid,meid,esn,udid,identifier for vendor,android id,device fingerprint,browser fingerprint,fingerprint id,user fingerprint,canvas fingerprint,sim serial,sim serial number,mobile device id,device ad id,push id,onesignal player id,live activity token,device installation id,roku id,chromecast id,smart tv id,tvid,viewer device id,andi',
    beside: { words: 'push notification apns fcm gcm device firebase', heads: 'token,registration' },
    tails: 'hash,hex',
    ofBusiness: false,
  },
  {
    category: 'user.device.device_id',
    sensitivity: 'medium',
    heads:
      'advertising id,advertiser tracking id,ad tracking id,mobile advertising id,mobile ad id,maid,madid,idfa,ios idfa,open idfa,gaid,google advertising id,google aid,aaid,android advertising id,android aaid,amazon ad id,amazon advertising id,fire advertising id,rida,roku advertising id,lgudid,tifa,vida,afai,ifa,oaid,idfv,ad identifier,advertising identifier,apple idfa,android idfa,amazon fire ad id,windows advertising id,samsung ifa,device advertising id,mobile advertiser id,msai,gps adid,fire adid,dpid,dpidsha,dpidmd,didsha,didmd,macsha,macmd,advertising token,uid 2,uid 2 token,uid token,tdid,ramp id,idl env,sharedid,pubcid,unified id,vendor advertising id,limited ad id,amazon aid,aifa,amzn aid,app set id,app set identifier,android app set id,appset id,appsetid',
    beside: { words: 'device devices mobile idfa gaid oaid sdk', heads: 'adid' },
    tails: 'hash,sha,lower,upper',
    ofBusiness: false,
  },
];

/** What somebody is. */
const TRAITS: readonly PersonalCategory[] = [
  {
    category: 'user.demographic.date_of_birth',
    sensitivity: 'high',
    heads:
      'dob,date of birth,birth date,birthdate,birthday,day of birth,month of birth,year of birth,birth year,birth month,birth day,yob,birth,born,born on,born at,birth day and month,birth day of month,day and month of birth,birth dt,bday,birth datetime,geburtsdatum,date birth,doby,dobm,dobd,birth time,time of birth,birthtime,fecha nacimiento,fecha de nacimiento,date naissance,date de naissance,data nascimento,data de nascimento,data di nascita,ano nacimiento,fdn',
    tails: 'date,day,month,year,hash,text,years,day of month,month of year',
  },
  {
    category: 'user.demographic.date_of_birth',
    sensitivity: 'high',
    heads:
      'age,user age,customer age,person age,current age,age in year,age year,age range,age group,age bracket,age of user,edad,idade,age en annee',
    tails: 'year,years,text',
    notAround:
      'account accounts app application process background foreground device install installation cache cached session cookie page link record event element order cart content inventory stock house home building ticket issue debt invoice backlog message token key password data snapshot sample build version release article post wine whisky min max minimum maximum restriction rating gate verification',
  },
  {
    category: 'user.demographic.gender',
    sensitivity: 'medium',
    heads:
      'gender,sex,gender identity,pronoun,gender code,biological sex,legal sex,user gender,salutation gender,sexo,sexe,geschlecht,genero',
    tails: 'code,text',
  },
  {
    category: 'user.demographic',
    sensitivity: 'medium',
    truths: 'veteran,protected veteran,disabled veteran',
    heads:
      'marital status,civil status,marriage status,relationship status,nationality,citizenship,country of citizenship,citizen status,immigration status,residency status,education,education level,education status,highest degree,level of education,school attended,birthplace,birth place,place of birth,city of birth,country of birth,birth country,birth city,birth state,mother tongue,native language,household size,number of dependents,number of children,veteran status,military status,family status,parental status,wedding anniversary,wedding date,maritalstatus,homeowner status,home ownership status,occupation history,inferred education,inferred marital status,citizenship status,nacionalidad,nationalite,staatsangehorigkeit,nazionalita,educational qualification,education qualification,highest qualification,qualification highest,estado civil,etat civil,familienstand,anniversary date,home owner,child count,education degree,degree earned',
    tails: 'code,level,detail,details,text,type name,inferred',
  },
  {
    category: 'user.demographic.race_ethnicity',
    sensitivity: 'critical',
    truths: 'hispanic,latino,hispanic or latino,hispanic latino,indigenous,roma',
    heads:
      'ethnicity,ethnic origin,ethnic group,ethnic background,racial origin,race ethnicity,race or ethnicity,racial group,tribe,caste,skin color,skin colour,skin tone,racial identity,ethnicity race,hispanic latino,national origin,hispanic or latino,latino or hispanic,hispanic',
    personHeads: 'race,ethnic',
    tails: 'code,text',
    ofBusiness: false,
  },
  {
    category: 'user.demographic.religious_belief',
    sensitivity: 'critical',
    truths: 'muslim,christian,jewish,catholic,hindu,atheist',
    heads:
      'religion,religious belief,religious affiliation,religious view,religious denomination,faith affiliation,creed,church membership,religious preference,denomination religious,philosophical belief',
    personHeads: 'faith,denomination,church',
    tails: 'code,text',
    ofBusiness: false,
  },
  {
    category: 'user.demographic.political_opinion',
    sensitivity: 'critical',
    heads:
      'political opinion,political view,political affiliation,political party,party affiliation,political leaning,political belief,political orientation,voter registration,voting preference,party membership,party registration,political preference,voted for,voting record',
    personHeads: 'politics',
    tails: 'code,text,status',
    ofBusiness: false,
  },
  {
    category: 'user.demographic.sexual_orientation',
    sensitivity: 'critical',
    truths: 'gay,lesbian,bisexual,lgbt,lgbtq,lgbtqia,transgender,queer',
    heads:
      'sexual orientation,sexuality,sexual preference,sex life,sexual identity,lgbtq status,interested in gender,sexual behavior,sexual behaviour,attracted to,sexual attraction',
    tails: 'code,text',
    ofBusiness: false,
  },
  {
    category: 'user.workplace',
    sensitivity: 'critical',
    truths: 'union member,trade union member,unionized,unionised',
    heads: 'trade union,union membership,trade union membership,union member,labor union,labour union,trade union name',
    tails: 'code,status,text',
    ofBusiness: false,
  },
  {
    category: 'user.criminal_history',
    sensitivity: 'critical',
    truths: 'felon,convicted,convicted felon,on parole',
    heads:
      'criminal record,criminal history,conviction,criminal conviction,criminal offence,criminal offense,arrest record,felony,background check result,dbs check,criminal background,arrest history,offender id,inmate number,parole status',
    tails: 'code,status,text',
    ofBusiness: false,
  },
];

/** Health and the body. */
const HEALTH: readonly PersonalCategory[] = [
  {
    category: 'user.health_and_medical',
    sensitivity: 'critical',
    truths:
      'pregnant,trying to conceive,breastfeeding,smoker,diabetic,hiv positive,covid positive,immunocompromised,organ donor,handicapped,person with disability,has disability,wheelchair user',
    heads:
      'diagnosis,diagnoses,diagnosis code,icd 10,icd 10 code,icd code,icd 9,medical condition,preexisting condition,chronic condition,chronic disease,disease,illness,symptom,comorbidity,allergy,drug allergy,food allergy,medical alert,medical history,medical record,medical record number,mrn,patient id,patient identifier,patient number,health record,health record number,ehr id,emr id,health insurance number,health insurance id,health plan member id,health plan beneficiary number,insurance member id,nhs number,medicare number,medicaid number,medicare id,medicaid id,mbi,health card number,ohip,blood type,blood group,blood pressure,blood glucose,blood sugar,glucose level,heart rate,resting heart rate,pulse rate,cholesterol,cholesterol level,hba 1 c,bmi,body mass index,body weight,body fat,body temperature,disability,disability status,disability type,medication list,current medication,prescribed medication,prescription,rx number,prescription number,prescription drug,dosage prescribed,vaccination,vaccination status,vaccine,immunization,covid status,covid test result,lab result,lab test result,genetic data,genome,dna,dna sequence,genotype,pregnancy,pregnancy status,pregnant,menstrual cycle,menstrual period,last menstrual period,last period date,psychiatric history,reproductive health,sexual health,fertility,ovulation,mental health,mental health status,depression score,phq 9 score,phq 9,gad 7 score,therapy note,treatment plan,surgery,surgical history,hiv status,smoker status,smoking status,smoker,alcohol consumption,alcohol use,drug use,substance use,sleep disorder,family medical history,physician note,clinical note,hospitalization,admission diagnosis,discharge diagnosis,cpt code,loinc code,snomed code,cancer stage,tumor stage,treatment history,oxygen saturation,spo 2,ecg,ekg,respiratory rate,impairment,hearing impairment,visual impairment,care plan,patient note,medical note,medical device id,insulin dose,injury,injury type,organ donor,death cause,cause of death,medicament,current medicament,tobacco use,tobacco user,smoking habit,medical exam note,medical exam,medical exam result,medical exam date,systolic,diastolic,bp systolic,bp diastolic,bp sys,bp dia,systolic blood pressure,diastolic blood pressure,body temp,heartrate,hrv,heart rate variability,vo 2 max,sleep apnea,ovulation date,cycle day,cycle length,basal body temperature,cervical mucus,waist circumference,hemoglobin,a 1 c,tsh,creatinine,allergen',
    beside: {
      words: 'healthcare medical health patient medicare medicaid clinical hospital',
      heads: 'member id,primary member id,condition,alert,history,procedure,provider note,insurance id,test result,result',
    },
    personHeads: 'treatment,body height,handicap,health,dose,dosage,vital,vital sign,therapy,medicine,drug,medication',
    tails: 'code,text,name,date,start date,end date,list,detail,details,type,status,result',
    ofBusiness: false,
  },
  {
    // Servers have a health status too.
    category: 'user.health_and_medical',
    sensitivity: 'critical',
    heads: 'health condition,health concern,health issue,health problem,health goal',
    personHeads: 'health status,health state,weight,height,weight kg,weight lb,height cm',
    notAround: 'shipping billing shipment parcel package packaging product item order cart line image photo avatar font',
  },
  {
    category: 'user.biometric',
    sensitivity: 'critical',
    heads:
      'biometric,biometric data,biometric id,biometric template,biometric hash,biometric signature,biometric identifier,fingerprint template,fingerprint scan,fingerprint image,fingerprint data,thumbprint,thumb print,palm print,palmprint,palm vein,faceprint,face print,face id,face template,face embedding,face encoding,face vector,face scan,facial recognition,facial recognition id,facial scan,facial geometry,facial template,face image,selfie,selfie image,selfie photo,selfie url,voiceprint,voice print,voice template,voice embedding,voice signature,speaker embedding,iris scan,iris template,iris code,retina scan,retinal scan,gait signature,vein pattern,hand geometry,typing biometric,liveness image,liveness video,keystroke dynamic,biometric sample,biometric feature,biometric modality data,face match image,liveness image url,images face,image face',
    personHeads: 'fingerprint,iris,retina,facial',
    beside: {
      words: 'biometric biometrics face facial liveness fingerprint fingerprints iris selfie voiceprint palm',
      heads: 'source image,target image,reference image,captured image,template,sample,embedding,vector,video url,minutiae',
    },
    tails: 'data,url,image,hash,base 64,id',
    ofBusiness: false,
  },
];

/** What opens doors and accounts. */
const SECRETS: readonly PersonalCategory[] = [
  {
    category: 'user.government_id',
    sensitivity: 'critical',
    heads:
      'ssn,social security number,social security,social security no,ssn last 4,last 4 ssn,ssn last four,ssn 4,itin,individual taxpayer identification number,tax file number,tfn,fiscal code,codice fiscale,steuer id,steuer identifikationsnummer,steueridentifikationsnummer,steuernummer,sozialversicherungsnummer,personalausweis,personalausweisnummer,national id,national id number,national identifier,national identification number,national identity number,national insurance number,national insurance,nino,ni number,passport,passport number,passport no,passport id,passport country number,driver license,driver license number,drivers license,drivers license number,driver licence,driver licence number,driving license,driving licence,driving licence number,driving license number,driver s license,dl number,licence number driver,license number driver,sin number,social insurance number,cpf,cpf number,curp,cedula,cedula number,dni,dni number,nie,nif,nif number,nuip,bsn,burgerservicenummer,personnummer,personal identity number,personal identity code,personal identification number,personal id number,personal number,henkilotunnus,hetu,cpr number,cpr,fodselsnummer,pesel,pesel number,oib,jmbg,rodne cislo,aadhaar,aadhar,aadhaar number,aadhaar card,pan card,pan card number,voter id,voter id number,epic number,nric,nric number,fin number,mykad,mykad number,ic number,hkid,hkid number,my number,rrn,resident registration number,resident id number,resident identity card,thai id,emirates id,emirates id number,iqama,iqama number,civil id,tc kimlik,kimlik no,tc kimlik no,visa number,green card number,alien registration number,alien number,work permit number,residence permit number,residence permit,identity card number,identity card,id card number,id card,identity number,identity document number,government id,government id number,government issued id,gov id,govt id,insee number,insee,numero secu,id document number,identity document,driver license no,numero de securite sociale,nir number,nir,securite sociale,pps number,ppsn,pps no,medicare card number,utr number,utr,military id,military id number,personal tax id,birth certificate number,social number,personal code number,isikukood,asmens kodas,personas kods,known traveler number,known traveller number,ktn,redress number,nin,numero documento,numero de documento,numero identidad,numero de identidad,documento identidad,documento de identidad,cedula identidad,identity document id,identity document identifier,citizen id,citizen number,citizenship number,nationality id,carnet identidad,carte identite,numero carte identite,nummer personalausweis,ausweisnummer,reisepass,reisepassnummer,passnummer,passeport,numero passeport,pasaporte,travel document number,travel document id,document license',
    tails: 'number,no,num,nr,id,hash,last 4,last four,code,value,card,image,scan,photo,front,back',
    ofBusiness: false,
  },
  {
    category: 'user.government_id',
    sensitivity: 'critical',
    heads:
      'tax id,tax identification number,tax id number,tax identifier,tax number,taxpayer id,taxpayer identification number,taxpayer identifier,tin,id number,identification number,document id number,tax reference number,rg number,rfc,rut,sin,fnr,cnp,egn,amka,afm',
    tails: 'hash,last 4,last four,code,value,mask,masked',
    beside: {
      words: 'identity passport kyc person identification applicant customer holder id verification passenger traveler traveller guest',
      heads: 'document number,document no,document id,documento identidad',
    },
  },
  {
    category: 'user.authorization.password',
    sensitivity: 'critical',
    heads:
      'password,passwd,pwd,pass word,pass phrase,passphrase,passcode,pass code,user pass,login password,new password,old password,password hash,password salt,hashed password,pin,pin number,pin hash,atm pin,security pin,card pin,account pin,security answer,secret answer,security question answer,answer to security question,mother maiden name answer,recovery phrase,seed phrase,mnemonic phrase,backup code,recovery code,recovery key,unlock code,encrypted password,temp password,temporary password',
    tails: 'hash,salt,encrypted,confirmation,confirm,digest',
    ofBusiness: false,
  },
  {
    category: 'user.authorization.credentials',
    sensitivity: 'critical',
    heads:
      'api key,apikey,api secret,api token,access token,auth token,authentication token,authorization token,oauth token,oauth access token,oauth secret,refresh token,id token,bearer token,jwt,jwt token,session token,session key,session secret,sessionid cookie,auth cookie,session cookie,auth code,authorization code,authorization header,authorization bearer,secret,secret key,client secret,shared secret,app secret,private key,ssh key,ssh private key,encryption key,signing key,signing secret,security token,csrf token,xsrf token,login token,user token,personal access token,pat token,public token,link token,processor token,credential,user credential,otp,otp code,otp token,one time password,one time passcode,one time code,mfa code,mfa token,mfa secret,totp secret,totp,two factor code,2 fa code,two factor secret,verification code,sms code,activation code,login code,magic link,magic link token,password reset token,reset token,reset password token,remember token,access key,access key id,secret access key,aws secret access key,aws access key id,account key,storage key,connection string,service account key,sas token,webhook secret,callback api key,cookie secret,keystore password,private token,deploy token,impersonation token,bot token,header authorization,request header authorization',
    tails: 'value,hash,encrypted,raw,string',
    ofBusiness: false,
  },
  {
    category: 'user.financial.credit_card',
    sensitivity: 'critical',
    beside: {
      words: 'card cc payment visa mastercard amex credit debit',
      heads:
        'pan,number,expiry,expiration,exp month,exp year,expiry month,expiry year,expiration month,expiration year,last 4,last four,security code',
    },
    heads:
      'card number,credit card,credit card number,credit card no,creditcard,cc number,cc num,ccn,debit card number,debit card,payment card number,card pan,primary account number,card no,card num,cardnumber,full card number,card last 4,card last four,last 4 digit,last four digit,card last digit,card first 6,card bin number,cvv,cvv 2,cvc,cvc 2,cvn,csc code,card verification value,card verification code,card security code,card code cvv,card expiry,card expiration,card expiration date,card exp,card expiry date,card exp month,card exp year,cc exp,cc expiry,credit card expiry,card track,track 1 data,track 2 data,magstripe,magnetic stripe data,amex number,visa card number,mastercard number,gift card pin,card fingerprint,credit card hash',
    tails: 'number,no,num,code,hash,date,month,year,masked,encrypted,digits',
    ofBusiness: false,
  },
  {
    category: 'user.financial.bank_account',
    sensitivity: 'critical',
    beside: { words: 'bacs iban sepa ach eft swift depository payee beneficiary', heads: 'account,account mask,mask' },
    heads:
      'iban,iban number,bank account,bank account number,bank account no,bank account id number,account number,acct number,acct no,acct num,bank acct,bank account iban,bban,clabe,clabe number,account number last 4,checking account number,savings account number,depositor account number,beneficiary account number,beneficiary iban,payee account number,payer account number,debtor account,creditor account,debtor iban,creditor iban,payer iban,payee iban,direct debit account,ach account number,ach account,bank account last 4,kontonummer,kontonr,rekeningnummer,numero de compte,numero de cuenta,bacs account,account iban,external account number,wire account number,account no,crypto wallet,wallet address,bitcoin address,btc address,ethereum address,eth address,crypto address,upi id,vpa,pix key,sepa mandate',
    tails: 'number,no,num,last 4,last four,masked,mask,hash,encrypted,digits',
    ofBusiness: false,
  },
  {
    category: 'user.financial',
    sensitivity: 'high',
    notAround:
      'loyalty point points token coin coins gem gems energy battery white color colour camera load reward rewards gift order orders invoice cart product plan subscription tax shipping quota rate usage media billing',
    heads:
      'salary,annual salary,base salary,salary amount,salary range,monthly salary,wage,hourly wage,wages,earning,ytd earning,income,annual income,monthly income,gross income,net income,household income,disposable income,income amount,average monthly income,average annual income,forecasted income,projected income,projected wage,total income,primary income,rental income,self employment income,income range,income level,income bracket,pay rate,gross pay,net pay,take home pay,gross earning,net earning,credit score,fico,fico score,vantage score,credit rating,creditworthiness,credit limit,credit history,net worth,household net worth,wealth,liquid asset,debt amount,total debt,debt to income,dti ratio,account balance,balance available,balance limit,available balance,current balance,balance,historical balance,bank balance,ending balance,opening balance,closing balance,escrow balance,loan balance,outstanding balance,outstanding loan amount,loan amount,mortgage amount,mortgage balance,mortgage payment,monthly mortgage payment,alimony,child support,bankruptcy,bankruptcy filing,pension amount,pension,retirement saving,investable asset,portfolio value,bank statement,paystub,payslip,pay stub,w 2 form,tax return,tax bracket,tax filing status,filing status,credit card debt,student loan debt,student loan,insurance claim amount,base pay,total base pay,hourly pay,pay amount,commission earned,bonus amount,compensation,compensation amount,total compensation,salaire,sueldo,gehalt',
    tails:
      'amount,value,range,level,total,usd,eur,gross,net,annual,monthly,history,current amount,ytd amount,total amount,total current amount,total ytd amount',
  },
];

/** Pictures and accounts elsewhere. */
const SOCIAL: readonly PersonalCategory[] = [
  {
    category: 'user.content.self_image',
    never: ['integer', 'number'],
    sensitivity: 'medium',
    heads:
      'avatar,avatar url,avatar image,avatar link,gravatar,gravatar id,gravatar url,profile photo,profile picture,profile image,profile pic,profile img,user photo,user picture,user image,photo of user,picture of user,headshot,head shot,mugshot,portrait,passport photo,id photo,customer photo,twitter photo,facebook photo,linkedin photo,face photo,member photo,driver photo,employee photo,profile photo path,profile image path',
    personHeads: 'photo,picture,image,pic,thumbnail',
    tails: 'url,uri,link,src,path,id,href,image,large,small,thumb,url https,https,content url,key,file,filename,thumbnail url,base 64',
  },
  {
    category: 'user.social',
    sensitivity: 'medium',
    heads:
      'facebook id,fb id,fb login id,facebook login id,facebook profile,facebook profile url,facebook profile id,facebook user id,facebook username,fbuid,instagram id,instagram profile,instagram username,instagram user id,twitter id,twitter profile,twitter profile url,twitter user id,linkedin id,linkedin profile,linkedin profile url,linkedin member id,linkedin url,linkedin user id,tiktok id,tiktok username,tiktok user id,tiktok open id,snapchat id,snapchat username,wechat id,wechat open id,wechat union id,wechat,weibo id,vk id,line user id,line id,kakao id,telegram id,telegram username,telegram chat id,pinterest id,reddit username,github username,github id,github profile,gitlab username,xing profile,google plus id,google plus profile,social profile,social profile url,social media profile,social handle,social media handle,social network id,social id,apple user id,google user id,google account id,personal website,personal url,psid,page scoped user id,slack user id,discord id,discord user id,steam id,xbox id,xuid,psn id,orcid,viadeo profile,steamid,steam id 64,steamid 64,steam 64,xbox user id,epic account id,riot puuid,puuid,mastodon account,bluesky handle,threads username,social profile data url,social profiles data url',
    personHeads:
      'linkedin,twitter,facebook,instagram,github,tiktok,snapchat,pinterest,telegram,twitter url,facebook url,instagram url,github url,website,homepage,blog url,profile url,profile link',
    tails: 'url,id,link,name,uri',
  },
];

/** Keys by which conversion APIs take data to match people by (https://developers.facebook.com/docs/marketing-api/conversions-api/parameters). */
const USER_DATA = 'user userdata customer matching matchkeys capi';
const MATCH_KEYS: readonly PersonalCategory[] = [
  { category: 'user.contact.email', sensitivity: 'high', heads: '', beside: { words: USER_DATA, heads: 'em' } },
  { category: 'user.contact.phone_number', sensitivity: 'high', heads: '', beside: { words: USER_DATA, heads: 'ph' } },
  { category: 'user.name', sensitivity: 'high', heads: '', beside: { words: USER_DATA, heads: 'fn,ln' } },
  { category: 'user.demographic.gender', sensitivity: 'medium', heads: '', beside: { words: USER_DATA, heads: 'ge' } },
  { category: 'user.demographic.date_of_birth', sensitivity: 'high', heads: '', beside: { words: USER_DATA, heads: 'db' } },
  { category: 'user.contact.address', sensitivity: 'high', heads: '', beside: { words: USER_DATA, heads: 'zp,ct' } },
];

/** What a team may or may not take for personal data: shown by `classify`, reported by no rule. */
const BORDERLINE: readonly PersonalCategory[] = [
  {
    category: 'user.government_id.vehicle_registration',
    sensitivity: 'low',
    heads:
      'vin,vehicle identification number,license plate,licence plate,number plate,plate number,vehicle registration number,vehicle registration',
    tails: 'number,hash',
    ofBusiness: false,
  },
  {
    category: 'user.unique_id.pseudonymous',
    sensitivity: 'low',
    heads:
      'user id,userid,anonymous id,visitor id,session id,customer id,client id,contact id,lead id,member id,account id,person id,profile id,guest id,player id,subscriber id,external id,distinct id,cookie id,user uuid,user guid,user key,user identifier,customer identifier,household id,recipient id,owner id,author id,agent id,employee id,previous id,click id,gclid,gbraid,wbraid,fbclid,fbc,fbp,msclkid,ttclid,ga client id,mcid,ecid,loyalty id,loyalty number,membership number,frequent flyer number,crm id,amplitude id,braze id,network userid,domain userid,duid,web id,browser id,unique id,alias',
    tails: 'hash',
  },
  {
    category: 'user.location.imprecise',
    sensitivity: 'low',
    heads:
      'city,state,region,province,country,country code,geo city,geo region,geo country,location,location city,location region,geo zipcode,metro,dma,place',
    personHeads: 'state,country,region,province,location',
  },
  {
    category: 'user.content',
    sensitivity: 'low',
    heads:
      'comment,feedback text,feedback,search term,search query,search string,query,transcript,transcription,bio,biography,about me,message body,review text,note,free text,user input,prompt',
    personHeads: 'message,description,body,about',
  },
  {
    category: 'user.behavior',
    sensitivity: 'low',
    heads: 'user agent,useragent,browsing history,purchase history,search history,viewing history',
  },
  {
    category: 'user.job_title',
    sensitivity: 'low',
    heads: 'job title,employer,occupation,profession,job role,employer name,company role',
    personHeads: 'title,position,role,company',
  },
];

/** What personal data is called in English event schemas, with the best known names of other languages' documents. */
export const DICTIONARY: readonly PersonalCategory[] = [
  ...CONTACT,
  ...DEVICE,
  ...TRAITS,
  ...HEALTH,
  ...SECRETS,
  ...SOCIAL,
  ...MATCH_KEYS,
  ...BORDERLINE,
];

/** \`format\` values that mean personal data by themselves. */
export const PERSONAL_FORMATS: ReadonlyMap<string, string> = new Map([
  ['email', 'user.contact.email'],
  ['idn-email', 'user.contact.email'],
  ['ipv4', 'user.device.ip_address'],
  ['ipv6', 'user.device.ip_address'],
]);
