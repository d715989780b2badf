using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// A real OpenID Connect provider (npm oidc-provider, its versions fixed by the lock file beside it), on loopback with TLS. Its packages are put into artifacts once.
/// </summary>
internal sealed partial class OidcProvider(TempFolder folder, MugaiServer gateway, int port) : IAsyncDisposable
{
    private const string Secret = "only-for-tests-3f1d";
    private static readonly Lazy<Task<string>> Packages = new(InstallAsync);
    private ChildProcess? _process;

    public string Issuer => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}");

    /// <summary>The lines below <c>people:</c> that a gateway needs for it.</summary>
    public static IReadOnlyList<string> Configure(TempFolder folder, int port, params string[] more)
    {
        LoopbackCertificate.Write(folder, "provider");
        folder.Write("oidc-secret", Secret + "\n");
        return
        [
            "oidc:", string.Create(CultureInfo.InvariantCulture, $"  issuer: https://127.0.0.1:{port}"), "  clientId: mugai", $"  clientSecretFile: {folder.File("oidc-secret")}", $"  caFile: {folder.File("provider.pem")}",
            "  name: Test IdP", "  groups: { staff: office, administrator: admins }", "  approvers: { 財政課: zaisei-approvers }", .. more.Select(line => "  " + line),
        ];
    }

    /// <summary>Starts it with people by subject; <paramref name="issuer"/>: what it says of itself, when that is not the truth.</summary>
    public async Task StartAsync(object people, string? issuer = null)
    {
        var home = await Packages.Value;
        var given = JsonSerializer.Serialize(new
        {
            issuer = issuer ?? Issuer, port, clientId = "mugai", clientSecret = Secret,
            redirectUris = new[] { gateway.Url("/sign-in/returned").ToString() }, certificate = folder.File("provider.pem"), key = folder.File("provider.key"), people,
        });
        _process = ChildProcess.Start(Installed.Program("node", "nodejs"), [Path.Combine(home, "provider.mjs"), given], home);
        await Wait.UntilAsync(
            () => _process.HasExited ? throw new InvalidOperationException($"The provider ended:\n{_process.Said}") : _process.Lines.Contains("ready"),
            () => $"The provider does not listen:\n{_process.Said}", TimeSpan.FromSeconds(60));
    }

    /// <summary>Somebody signs in at the provider; gives where it sends the browser afterwards.</summary>
    public async Task<string> SignInAsync(string authorization, string subject)
    {
        var trust = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust };
        trust.CustomTrustStore.ImportFromPemFile(folder.File("provider.pem"));
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, SslOptions = { CertificateChainPolicy = trust } });
        var next = new Uri(authorization);
        for (var step = 0; step < 10; step++)
        {
            using var answer = await http.GetAsync(next);
            if (answer.Headers.Location is { } location)
            {
                next = new Uri(next, location);
                if (next.AbsolutePath == "/sign-in/returned")
                {
                    return next.PathAndQuery;
                }

                continue;
            }

            var page = await answer.Content.ReadAsStringAsync();
            var action = Form().Match(page) is { Success: true } form ? form.Groups[1].Value : throw new InvalidOperationException(page);
            using var fields = new FormUrlEncodedContent([new("prompt", "login"), new("login", subject), new("password", "any")]);
            using var sent = await http.PostAsync(new Uri(next, WebUtility.HtmlDecode(action)), fields);
            next = new Uri(next, sent.Headers.Location ?? throw new InvalidOperationException(await sent.Content.ReadAsStringAsync()));
        }

        throw new InvalidOperationException("The provider sends in circles.");
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<string> InstallAsync()
    {
        var home = Checkout.At("artifacts", "oidc-provider");
        Directory.CreateDirectory(home);
        var source = Checkout.At("tests", "EndToEnd.Tests", "Portal", "provider");
        var isThere = File.Exists(Path.Combine(home, "installed")) && await File.ReadAllTextAsync(Path.Combine(home, "installed")) == await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
        }

        if (!isThere)
        {
            var end = await ChildProcess.RunAsync(Installed.Program("npm", "npm"), ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], home);
            Assert.True(end.Code == 0, end.ToString());
            File.Copy(Path.Combine(source, "package-lock.json"), Path.Combine(home, "installed"), overwrite: true);
        }

        return home;
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Form();
}
