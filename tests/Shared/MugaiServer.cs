using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Mugai.Testing;

/// <summary>What a test wants of a gateway. Lines are YAML below the section of their name.</summary>
public sealed record MugaiSettings
{
    public required string NextHop { get; init; }
    public string StoragePath { get; init; } = "store";
    public string MasterKeyFile { get; init; } = "key/master.key";
    public string Reserve { get; init; } = "16MiB";
    public IReadOnlyList<string> Domains { get; init; } = [MugaiServer.Domain];
    public IReadOnlyList<string> Smtp { get; init; } = [];
    public IReadOnlyList<string> Delivery { get; init; } = [];
    /// <summary>What links begin with; null: where the portal listens, without TLS.</summary>
    public string? PublicUrl { get; init; } = MugaiServer.PublicUrl;

    public IReadOnlyList<string> Portal { get; init; } = [];
    public IReadOnlyList<string> People { get; init; } = [];
    public IReadOnlyList<string> Scan { get; init; } = [];

    /// <summary>One worker starts in half the time of two; a test of mail that comes from many sides at once asks for more.</summary>
    public IReadOnlyList<string> Workers { get; init; } = ["count: 1"];

    /// <summary>Further sections: name → lines.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> More { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>File name → YAML of tenants; none: there is one tenant.</summary>
    public IReadOnlyDictionary<string, string> Tenants { get; init; } = new Dictionary<string, string>();

    /// <summary>File name → YAML.</summary>
    public IReadOnlyDictionary<string, string> Policies { get; init; } = new Dictionary<string, string>();
}

/// <summary>The real program with a configuration in a folder of its own; it can be killed, ended and started again on the same store.</summary>
public sealed class MugaiServer : IAsyncDisposable
{
    public const string Domain = "city.example.lg.jp";
    public const string PublicUrl = "https://mugai.city.example.lg.jp";

    private static readonly TimeSpan StartGuard = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private ChildProcess? _process;

    private MugaiServer()
    {
    }

    /// <summary>The program that was built beside these tests.</summary>
    public static string Program { get; } = Checkout.At("artifacts", "bin", "Gateway", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "mugai");

    public int SmtpPort { get; } = LoopbackPort.Free();

    public int PortalPort { get; } = LoopbackPort.Free();

    public string Folder => _folder.Path;

    public string ConfigFile => _folder.File("mugai.yaml");

    public string Store { get; private set; } = "";

    public ChildProcess Process => _process ?? throw new InvalidOperationException("It was not started.");

    public static async Task<MugaiServer> StartAsync(MugaiSettings settings)
    {
        var server = Prepare(settings);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the configuration and starts nothing yet.</summary>
    public static MugaiServer Prepare(MugaiSettings settings)
    {
        var server = new MugaiServer();
        server.Store = Path.GetFullPath(settings.StoragePath, server.Folder);
        foreach (var (name, yaml) in settings.Policies)
        {
            server._folder.Write(Path.Combine("policies", name), yaml);
        }

        foreach (var (name, yaml) in settings.Tenants)
        {
            server._folder.Write(Path.Combine("tenants", name), yaml);
        }

        Directory.CreateDirectory(server._folder.File("policies"));
        server._folder.Write("mugai.yaml", server.Yaml(settings));
        return server;
    }

    /// <summary>Starts it on its store, and waits until it takes mail.</summary>
    public async Task StartAsync()
    {
        if (_process is { } old)
        {
            await old.DisposeAsync();
        }

        _process = ChildProcess.Start(Program, ["serve", "--config", ConfigFile], Folder);
        await Wait.UntilAsync(
            async () => _process.HasExited ? throw new InvalidOperationException($"mugai serve ended:\n{_process.Said}") : await GetStatusAsync("/health/ready") == HttpStatusCode.OK,
            () => $"mugai serve is not ready:\n{_process.Said}", StartGuard);
    }

    /// <summary>The one-time code in the log of a gateway where nobody has an account: what it says comes a little later than it answers.</summary>
    public async Task<string> SetupCodeAsync()
    {
        var code = "";
        await Wait.UntilAsync(() => (code = Regex.Match(Process.Said, "code: ([A-Z0-9-]{14})").Groups[1].Value).Length > 0, () => $"no set-up code:\n{Process.Said}");
        return code;
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Process.Terminate();
        return await Process.EndAsync();
    }

    public async Task KillAsync()
    {
        Process.Kill();
        await Process.EndAsync();
    }

    /// <summary>Another command of the program, with this server's configuration.</summary>
    public Task<ProgramEnd> CommandAsync(params string[] arguments) => ChildProcess.RunAsync(Program, [.. arguments, "--config", ConfigFile], Folder);

    public async Task<HttpStatusCode?> GetStatusAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(Url(path));
            return answer.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public async Task<(HttpResponseMessage Answer, string Body)> GetAsync(string path, string? languages = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(path));
        if (languages is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(languages);
        }

        var answer = await _http.SendAsync(request);
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    public Task<string> SendAsync(IReadOnlyList<string> recipients, byte[] message) => SmtpTalk.SendAsync(SmtpPort, "sender@outside.example", recipients, message);

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>The address of a page.</summary>
    public Uri Url(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PortalPort}{path}"));

    private string Yaml(MugaiSettings settings)
    {
        var yaml = new StringBuilder();
        void Section(string name, params IEnumerable<string> lines)
        {
            yaml.Append(name).Append(":\n");
            foreach (var line in lines)
            {
                yaml.Append("  ").Append(line).Append('\n');
            }
        }

        Section("smtp", [
            string.Create(CultureInfo.InvariantCulture, $"listen: [\"127.0.0.1:{SmtpPort}\"]"), "hostname: gw.city.example.lg.jp", $"recipientDomains: [{string.Join(", ", settings.Domains.Select(domain => $"\"{domain}\""))}]", .. settings.Smtp]);
        Section("delivery", [$"nextHop: {settings.NextHop}", .. settings.Delivery]);
        Section("storage", $"path: {settings.StoragePath}", $"masterKeyFile: {settings.MasterKeyFile}", $"reserve: {settings.Reserve}");
        Section("portal", [string.Create(CultureInfo.InvariantCulture, $"listen: http://127.0.0.1:{PortalPort}"), .. settings.PublicUrl is { } url ? [$"publicUrl: {url}"] : Array.Empty<string>(), .. settings.Portal]);
        if (settings.People.Count > 0)
        {
            Section("people", settings.People);
        }

        if (settings.Scan.Count > 0)
        {
            Section("scan", settings.Scan);
        }

        Section("workers", settings.Workers);
        // Tests count mails; those about canaries ask for them.
        if (!settings.More.ContainsKey("canary"))
        {
            Section("canary", "every: 0s");
        }

        foreach (var (name, lines) in settings.More)
        {
            Section(name, lines);
        }

        if (settings.Tenants.Count > 0)
        {
            yaml.Append("tenants: tenants/\n");
        }

        return yaml.Append("policies: policies/\n").ToString();
    }
}
