using System.Text;
using Mugai.Sanitizers.Links;

namespace Mugai.Sanitizers.Tests.Links;

/// <summary>Which hosts links in a text lead to, however they are written.</summary>
public sealed class LinkHostsTests
{
    [Theory]
    [InlineData("see https://Login.Example.com/path?x=1 now", "login.example.com")]
    [InlineData("<hxxps://login[.]example[.]com/path>", "login.example.com")]
    [InlineData("http://user:secret@evil.example:8080/", "evil.example")]
    [InlineData("www.example.jp/a", "www.example.jp")]
    [InlineData("http://日本語.example/", "xn--wgv71a119e.example")]
    [InlineData("http://192.0.2.1/ and ftp://files.example", "192.0.2.1 files.example")]
    [InlineData("https://a.example https://A.example/ https://a.example/2", "a.example")]
    [InlineData("no link: // and a://", "")]
    public void Finds(string text, string hosts) => Assert.Equal(hosts, string.Join(' ', LinkHosts.Extract(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void TakesSoMany_AndNoMore()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"https://h{i}.example/"));
        Assert.Equal(32, LinkHosts.Extract(Encoding.UTF8.GetBytes(text)).Count);
        Assert.Empty(LinkHosts.Extract(Encoding.UTF8.GetBytes("://" + new string('a', 100_000))));
    }
}
