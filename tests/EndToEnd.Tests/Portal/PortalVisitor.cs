using System.Net;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>A browser without eyes: keeps cookies, sends forms with their hidden fields, follows no redirect by itself.</summary>
internal sealed partial class PortalVisitor : IDisposable
{
    private readonly MugaiServer _server;
    private readonly HttpClient _http;

    public PortalVisitor(MugaiServer server, string languages = "en")
    {
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false });
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(languages);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Another listener than the first; null: the first.</summary>
    public int? Port { get; init; }

    /// <summary>Who it signed in as.</summary>
    public string? SignInName { get; set; }

    /// <summary>The last answer's status and body, and where it leads.</summary>
    public HttpStatusCode Status { get; private set; }

    public string Body { get; private set; } = "";

    public string? Location { get; private set; }

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string? Cookie(string name) => Cookies.GetCookies(_server.Url("/"))[name]?.Value;

    /// <summary>A field that each further request carries.</summary>
    public void Send(string header, string value) => _http.DefaultRequestHeaders.Add(header, value);

    public async Task<PortalVisitor> GetAsync(string path)
    {
        await TakeAsync(await _http.GetAsync(Url(path)));
        return this;
    }

    /// <summary>Opens the page for its form token, then sends the fields.</summary>
    public async Task<PortalVisitor> SubmitAsync(string path, params (string Name, string Value)[] fields) => await SubmitAsync(path, path, fields);

    public async Task<PortalVisitor> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        await GetAsync(page);
        var token = Token().Match(Body).Groups[1].Value;
        return await PostAsync(action, [("__RequestVerificationToken", token), .. fields]);
    }

    public async Task<PortalVisitor> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        await TakeAsync(await _http.PostAsync(Url(path), form));
        return this;
    }

    public string? Find(string pattern) => Regex.Match(Body, pattern, RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : null;

    public void Dispose() => _http.Dispose();

    private Uri Url(string path) => Port is { } port ? new UriBuilder(_server.Url(path.Split('?')[0])) { Port = port, Query = path.Contains('?') ? path[(path.IndexOf('?') + 1)..] : "" }.Uri : _server.Url(path);

    private async Task TakeAsync(HttpResponseMessage answer)
    {
        Answer = answer;
        Status = answer.StatusCode;
        Location = answer.Headers.Location?.OriginalString;
        Body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
