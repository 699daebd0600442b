// Samples of other systems' exports: their detected format and their users.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../support/paths.ts';
import { detect, readAll, sample, tell } from './readAll.ts';

const cases: readonly {
  readonly file: string;
  readonly format: string;
  readonly users: readonly string[];
}[] = [
  {
    file: 'auth0-passwords.ndjson',
    format: 'auth0-passwords',
    users: [
      '1 email=user@example.com email_verified=false # $2b$10$Z6hUTEEeoJXN5 | source_id=60425dc43519d90068f82973',
      '2 email=Second@Example.com email_verified=true # $2b$10$Z6hUTEEeoJXN5 | source_id=60425dc43519d90068f82974',
    ],
  },
  {
    file: 'auth0-users.csv',
    format: 'auth0',
    users: [
      '2 email=user@example.com email_verified=true name=User One phone_number=+4915112345678 | source_id=auth0|60425dc43519d90068f82973 user_metadata.country=DE identities[0].connection=Username-Password-Authentication',
      '3 email=second@example.com email_verified=false name=Second, User | source_id=auth0|60425dc43519d90068f82974 identities[0].connection=Username-Password-Authentication',
    ],
  },
  {
    file: 'auth0-users.ndjson',
    format: 'auth0',
    users: [
      '1 email=user@example.com email_verified=true username=user name=User One given_name=User family_name=One nickname=user picture=https://example.com/1.png phone_number=+4915112345678 phone_number_verified=true updated_at=2024-05-05T10:00:00.000Z birthdate=31/12/1985 | source_id=auth0|60425dc43519d90068f82973 created_at=2021-03-05T16:30:00.000Z identities[0].provider=auth0 identities[0].user_id=60425dc43519d90068f82973 identities[0].connection=Username-Password-Authentication identities[0].isSocial=false user_metadata.plan=pro roles=["admin","editor"]',
      '2 email=second@example.com email_verified=true name=Second, User | source_id=auth0|60425dc43519d90068f82974 created_at=2021-03-06T08:00:00.000Z identities[0].provider=auth0 identities[0].user_id=60425dc43519d90068f82974 identities[0].connection=Username-Password-Authentication identities[0].isSocial=false disabled=true',
      '3 email=third@example.com email_verified=true name=Third | source_id=google-oauth2|100000000000000000003 created_at=2022-01-01T00:00:00.000Z identities[0].provider=google-oauth2 identities[0].user_id=100000000000000000003 identities[0].connection=google-oauth2 identities[0].isSocial=true',
    ],
  },
  {
    file: 'clerk-users.csv',
    format: 'clerk',
    users: [
      '2 given_name=Jane family_name=Doe username=jane email=jane@example.com phone_number=+15555550100 email_verified=true phone_number_verified=false # $2a$04$Z6hUTEEeoJXN5 bcrypt | source_id=user_2YDryYFVMM1W1plDDKz7Gzf4we6 verified_email_addresses=jane@example.com unverified_phone_numbers=+15555550100 created_at=2024-01-01T00:00:00.000Z',
      '3 given_name=John family_name=Doe email=john@example.com email_verified=true | source_id=user_2ZZCgLE7kJG2CRBxTZ6YUIvzS10 verified_email_addresses=john@example.com|john.doe@example.com created_at=2024-01-02T00:00:00.000Z',
      '4 given_name=Amy family_name=Adams username=amy email=amy@example.com email_verified=false # pbkdf2_sha256$260000 pbkdf2_sha256_django | source_id=user_2cWszPHuo6P2lCdnhhZbVMfbAIC unverified_email_addresses=amy@example.com created_at=2024-01-03T00:00:00.000Z',
    ],
  },
  {
    file: 'cognito-list-users.json',
    format: 'cognito',
    users: [
      '1 username=00000001-0000-4000-8000-000000000000 email_verified=true email=c1@example.com custom:plan=pro | source_id=00000001-0000-4000-8000-000000000000 created_at=2024-02-26T14:04:29.140000+00:00 status=CONFIRMED',
      '2 username=00000002-0000-4000-8000-000000000000 email_verified=true email=c2@example.com custom:plan=pro | source_id=00000002-0000-4000-8000-000000000000 created_at=2024-02-26T14:04:29.140000+00:00 disabled=true status=CONFIRMED',
      '3 username=00000003-0000-4000-8000-000000000000 email_verified=true email=c3@example.com custom:plan=pro | source_id=00000003-0000-4000-8000-000000000000 created_at=2024-02-26T14:04:29.140000+00:00 status=FORCE_CHANGE_PASSWORD',
    ],
  },
  {
    file: 'django-auth-user.csv',
    format: 'django-csv',
    users: [
      '2 username=user1 given_name=Una family_name=One email=user1@example.com # pbkdf2_sha256$260000 | source_id=1 last_sign_in_at=2024-01-07 15:30:38.959+00 is_superuser=f is_staff=f created_at=2018-11-02 18:07:14+00',
      '3 username=user2 email=user2@example.com # bcrypt$$2b$04$Z6hUTE | source_id=2 is_superuser=t is_staff=t disabled=true created_at=2018-11-03 18:07:14+00',
      '4 username=user3 email=user3@example.com # !kOzUYcMUSqyoPTW01Ak | source_id=3 is_superuser=f is_staff=f created_at=2018-11-04 18:07:14+00',
    ],
  },
  {
    file: 'django-dumpdata.json',
    format: 'django',
    users: [
      '1 username=user1 # pbkdf2_sha256$20000$ | source_id=2 last_sign_in_at=2019-01-07T15:30:38.959Z is_superuser=true is_staff=true created_at=2018-11-02T18:07:14Z groups=[1]',
      '2 username=user2 email=user2@example.com # pbkdf2_sha256$600000 | source_id=1 is_superuser=true is_staff=true created_at=2024-06-03T21:47:32.986Z',
      '3 username=user3 email=user3@example.com # !unusable00000000000 | source_id=3 disabled=true created_at=2024-06-03T21:47:32.986Z',
      '4 username=user4 email=user4@example.com # pbkdf2_sha256$870000 | source_id=4 created_at=2025-06-03T21:47:32.986Z',
    ],
  },
  {
    file: 'firebase-no-header.csv',
    format: 'firebase-csv',
    users: [
      '1 email=yu@example.com email_verified=true name=王小明 picture=https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c | source_id=Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8J google_id=100000000000000000001 google_email=yu@example.com google_display_name=王小明 google_photo_url=https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c created_at=1771208655457 last_sign_in_at=1771496959993',
      '2 email=han@example.com email_verified=true name=Lee, Han picture=https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c | source_id=Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9K google_id=100000000000000000002 google_email=han@example.com google_display_name=Lee, Han google_photo_url=https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c created_at=1768810048165 last_sign_in_at=1768810048165',
    ],
  },
  {
    file: 'firebase-users.json',
    format: 'firebase',
    users: [
      '1 email=yu@example.com email_verified=true name=王小明 picture=https://example.com/yu.png phone_number=+886912345678 phone_number_verified=true # lSrfV15cpx95/sZS2W9c firebase-scrypt 42xEC+ixf3L2lw== | source_id=Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8J last_sign_in_at=1771496959993 created_at=1771208655457 custom_claims={"role":"admin"}',
      '2 email=han@example.com email_verified=false name=Lee, Han | source_id=Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9K last_sign_in_at=1768810048165 created_at=1768810048165 disabled=true providerUserInfo[0].providerId=google.com providerUserInfo[0].rawId=100000000000000000002 providerUserInfo[0].email=han@example.com providerUserInfo[0].displayName=Lee, Han',
    ],
  },
  {
    file: 'flat-separator.csv',
    format: 'generic',
    users: [
      '3 username=ana email=ana@example.com given_name=Ana; María',
      '5 username=bo email=bo@example.com given_name=Bo # $2y$04$Z6hUTEEeoJXN5',
    ],
  },
  {
    file: 'flat.json',
    format: 'generic',
    users: [
      '1 username=ana email=ana@example.com email_verified=1 birthdate=1985-12-31 # $2y$04$Z6hUTEEeoJXN5',
      '2 username=bo email=bo@example.com email_verified=0 birthdate=1990-01-02 # scrypt:32768:8:1$sal',
    ],
  },
  {
    file: 'keycloak-realm.json',
    format: 'keycloak',
    users: [
      '1 username=user1 # trq7l15m/ot+H1IrCh7A pbkdf2-sha256 27500 Oy86ROmUEp5cn33uT6OTiQ== | source_id=00000000-0000-4000-8000-00000000000a created_at=1693669853579 attributes.tlf[0]=600000001 attributes.cip[0]=AAAA1111111111 roles=["default-roles-demo"]',
      '2 username=alice email_verified=true given_name=Alice email=alice@example.com # qip376/VgnXy6TB76MaW pbkdf2-sha256 27500 Heso1IwgGcCzUWnMzs3aig== | groups=["/Ops"]',
      '3 refused: service-account',
    ],
  },
  {
    file: 'keycloak-users.json',
    format: 'keycloak',
    users: [
      '1 username=bob email_verified=true given_name=Bob family_name=Builder email=bob@example.com phone_number=+34600000002 locale=es # urfNKM/Umz42VS8HIcOg pbkdf2-sha512 210000 AAECAwQFBgcICQoLDA0ODw== | source_id=00000000-0000-4000-8000-00000000000b created_at=1730000000000 disabled=true roles=["default-roles-demo"] groups=["/Ops","/Dev"]',
      '2 username=carol email_verified=true email=carol@example.com # nlL79BWaIynE7QDJJNcD pbkdf2-sha256 27500 EBESExQVFhcYGRobHB0eHw== | source_id=00000000-0000-4000-8000-00000000000c created_at=1730000000001',
    ],
  },
  {
    file: 'nested.ndjson',
    format: 'generic',
    users: [
      '1 given_name=Ana family_name=Núñez email=ana@example.com phone_number=600 000 001 # $2y$04$Z6hUTEEeoJXN5 | source_id=7 credentials[0].type=password company.name=Example SL created_at=2024-01-01',
      '2 given_name=Łukasz family_name=Żak email=lukasz@example.com | source_id=8 disabled=true',
    ],
  },
  {
    file: 'okta-users.csv',
    format: 'okta-csv',
    users: [
      '2 username=isaac.brock@example.com given_name=Isaac family_name=Brock email=isaac.brock@example.com phone_number=+1 555-415-1337 | status=ACTIVE department=Sales, EMEA',
      '3 username=ada given_name=Ada family_name=Byron middle_name=King email=ada@example.com | status=DEPROVISIONED disabled=true',
    ],
  },
  {
    file: 'okta-users.json',
    format: 'okta',
    users: [
      '1 given_name=Isaac family_name=Brock phone_number=+1-555-415-1337 username=isaac.brock@example.com email=isaac.brock@example.com email_verified=true | source_id=00u1a0000000000000a1 status=ACTIVE created_at=2019-02-02T20:08:45.000Z activated=2019-02-02T20:08:45.000Z statusChanged=2019-02-02T20:08:45.000Z last_sign_in_at=2024-01-01T00:00:00.000Z lastUpdated=2024-01-01T00:00:00.000Z profile.department=Sales',
      '2 given_name=Ada family_name=Byron username=ada email=ada@example.com email_verified=false | source_id=00u1a0000000000000a2 status=SUSPENDED disabled=true created_at=2019-02-03T20:08:45.000Z',
    ],
  },
  {
    file: 'supabase-users.csv',
    format: 'supabase',
    users: [
      '2 email=test1@example.com email_verified=true name=Test, One phone_number=+4915112345678 phone_number_verified=true # $2a$04$Z6hUTEEeoJXN5 | source_id=76b196c8-d5c4-4907-9746-ed06ef829a67 app_metadata={"provider":"email","providers":["email"]} created_at=2024-02-26 14:04:29.140992+00',
      '3 email=test2@example.com email_verified=false # $2a$04$Z6hUTEEeoJXN5 | source_id=926f3b49-9687-4d05-8557-2673387a1f3c app_metadata={"provider":"email","providers":["email"]} created_at=2024-03-04 12:12:24.968657+00 disabled=true',
      '4 refused: anonymous',
      '5 email=test4@example.com email_verified=true # $2a$04$Z6hUTEEeoJXN5 | source_id=926f3b49-9687-4d05-8557-2673387a1f3e app_metadata={"provider":"email","providers":["email"]} created_at=2024-03-04 12:12:24.968657+00',
      '6 refused: deleted',
    ],
  },
  {
    file: 'aspnet-users.csv',
    format: 'aspnet',
    users: [
      '2 username=una email=una@example.com email_verified=1 phone_number=+15555550100 phone_number_verified=1 # AQAAAAEAACcQAAAAEAAB | source_id=6c1e0c1a-0000-4000-8000-000000000001',
      '3 username=dos email=dos@example.com email_verified=0 # AQAAAAIAAYagAAAAEAAB | source_id=6c1e0c1a-0000-4000-8000-000000000002 disabled=true',
      '4 username=tres email=tres@example.com email_verified=1 | source_id=6c1e0c1a-0000-4000-8000-000000000003',
    ],
  },
  {
    file: 'devise-users.csv',
    format: 'devise',
    users: [
      '2 email=una@example.com email_verified=true given_name=Una family_name=One # $2a$04$Z6hUTEEeoJXN5 | source_id=1 created_at=2024-02-26 14:04:29 UTC',
      '3 email=dos@example.com email_verified=false given_name=Dos family_name=Two # $2a$04$Z6hUTEEeoJXN5 | source_id=2 disabled=true created_at=2024-02-27 14:04:29 UTC',
    ],
  },
  {
    file: 'kratos-identities.json',
    format: 'kratos',
    users: [
      '1 email=una@example.com given_name=Una family_name=One email_verified=true # $2a$04$Z6hUTEEeoJXN5 | source_id=9f425a8d-0000-4000-8000-000000000001 metadata={"plan":"pro"} created_at=2024-02-26T14:04:29Z',
      '2 email=dos@example.com name=Dos email_verified=false | source_id=9f425a8d-0000-4000-8000-000000000002 disabled=true created_at=2024-02-27T14:04:29Z',
    ],
  },
  {
    file: 'laravel-users.csv',
    format: 'laravel',
    users: [
      '2 name=One, Una email=una@example.com email_verified=true # $2y$04$Z6hUTEEeoJXN5 | source_id=1 created_at=2024-02-26 14:04:29',
      '3 name=Dos email=dos@example.com email_verified=false # $2y$13$Z6hUTEEeoJXN5 | source_id=2 created_at=2024-02-27 14:04:29',
    ],
  },
  {
    file: 'wordpress-users.csv',
    format: 'wordpress',
    users: [
      '2 username=una email=una@example.com website=https://example.com name=Una One # $wp$2y$10$Z6hUTEEeoJ | source_id=1 created_at=2024-02-26 14:04:29',
      '3 username=dos email=dos@example.com name=dos # $P$B55D6LjfHDkINU5wF | source_id=2',
    ],
  },
];

describe('the sample of each format', () => {
  it('has a case, and each case has a sample', () => {
    assert.deepEqual(
      readdirSync(join(root, 'test/cases/sources')).toSorted(),
      cases.map(({ file }) => file).toSorted(),
    );
  });

  for (const { file, format, users } of cases) {
    it(file, async () => {
      const candidates = detect(sample(file));
      const [first] = candidates;
      assert.equal(first?.format, format);
      assert.deepEqual(
        candidates.map(({ sure }) => sure),
        candidates.map((_, index) => index === 0),
        'only the first candidate is sure',
      );
      for (const size of [1 << 16, 7]) {
        const { entries } = await readAll(sample(file), first, { size });
        assert.deepEqual(entries.map(tell), users, `in chunks of ${size}`);
      }
    });
  }
});
