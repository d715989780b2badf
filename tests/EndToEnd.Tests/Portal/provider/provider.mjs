// An OpenID Connect provider (npm oidc-provider) for the end-to-end tests. Everything it needs comes as JSON in its first argument.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Provider } from 'oidc-provider';

const given = JSON.parse(process.argv[2]);
const { people } = given;
const provider = new Provider(given.issuer, {
  clients: [{
    client_id: given.clientId, client_secret: given.clientSecret, redirect_uris: given.redirectUris,
    response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'client_secret_post',
  }],
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  claims: { openid: ['sub', 'amr'], profile: ['name', 'preferred_username', 'department', 'groups'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: true, // what a person is called is at the userinfo endpoint alone
  features: { devInteractions: { enabled: true }, pushedAuthorizationRequests: { enabled: true } },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  // Nobody is asked for consent.
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
const server = createServer({ cert: readFileSync(given.certificate), key: readFileSync(given.key) }, provider.callback());
server.listen(given.port, '127.0.0.1', () => console.log('ready'));
