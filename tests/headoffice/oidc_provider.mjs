// The certified oidc-provider as a house's identity provider; argv[2] is JSON: port, client, people, jwks.
import Provider from 'oidc-provider';

const { port, client, people, jwks } = JSON.parse(process.argv[2]);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client],
  jwks,
  claims: { openid: ['sub'], profile: ['name', 'groups'] },
  // Its own pages for signing in take any name and password.
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ['a test'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
const server = provider.listen(port, '127.0.0.1', () => console.log('listening'));
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
});
