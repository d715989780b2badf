namespace Mugai.Sanitizers.Links;

/// <summary>Hosts whose links lead somewhere else: what is seen is not where it goes.</summary>
internal static class KnownHosts
{
    // Shorteners in use in Japan and abroad, 2026. A host that is missing here only lacks a mark; its link is treated as every other.
    private static readonly HashSet<string> Shorteners = new(StringComparer.Ordinal)
    {
        "bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "is.gd", "v.gd", "buff.ly", "rebrand.ly", "cutt.ly", "t.ly", "rb.gy", "shorturl.at", "tiny.cc", "bl.ink",
        "lnkd.in", "amzn.to", "amzn.asia", "x.gd", "ux.nu", "00m.in", "onl.bz", "onl.la", "onl.sc", "onl.tw", "urx.space", "urx2.nu", "urx3.nu", "00n.in",
        "qr.paps.jp", "lin.ee", "a.r10.to", "r10.to", "s.id", "shorte.st", "adf.ly", "soo.gd", "s2r.co", "clck.ru", "u.to", "qrco.de", "qr.io", "tr.ee", "dlvr.it",
        "trib.al", "fb.me", "wp.me", "j.mp", "git.io", "msft.it", "aka.ms", "spr.ly", "ift.tt", "db.tt", "1drv.ms", "g.co", "maps.app.goo.gl", "forms.gle", "p.tl", "nav.cx",
        "x.co", "po.st", "short.io", "0x0.st", "kutt.it", "tny.im", "yhoo.it", "nyti.ms", "surl.li", "shrtco.de", "oia.la",
    };

    // Endings that mail programs make links of although no scheme stands before them. Country codes are taken only with a path or a third label:
    // "e.g. setup.sh" is no link.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        "com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "xyz", "top", "site", "online", "shop", "store", "app", "dev", "click", "link", "live", "club",
        "icu", "vip", "work", "works", "page", "cloud", "space", "website", "tech", "fun", "pro", "life", "world", "today", "news", "blog", "tokyo", "osaka", "nagoya", "kyoto",
        "yokohama", "okinawa", "jp", "jobs", "mobi", "name", "asia", "win", "bid", "loan", "men", "date", "download", "stream", "review", "cam", "bar", "rest", "buzz", "cyou", "sbs",
        "cfd", "quest", "monster", "beauty", "hair", "skin", "makeup", "autos", "bond", "lol", "mom", "zip", "mov",
    };

    private static readonly HashSet<string> CountryEndings = new(StringComparer.Ordinal)
    {
        "cn", "kr", "tw", "hk", "sg", "my", "th", "vn", "id", "ph", "in", "ru", "ua", "by", "kz", "uk", "de", "fr", "nl", "be", "ch", "at", "it", "es", "pt", "pl", "cz",
        "se", "no", "fi", "dk", "eu", "us", "ca", "mx", "br", "ar", "au", "nz", "za", "tk", "ml", "ga", "cf", "gq", "ly", "gl", "gd", "me", "tv", "cc", "ws", "to", "io",
        "ai", "co", "pw", "su", "im", "is", "la", "nu", "st", "sh", "ir", "tr", "il", "ae", "ro", "hu", "gr", "bg", "si", "sk", "rs", "lt", "lv", "ee", "ie", "lu", "li",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ShortenersByText = Shorteners.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EndingsByText = Endings.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CountryEndingsByText = CountryEndings.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsShortener(ReadOnlySpan<char> host) => ShortenersByText.Contains(host) || (host.StartsWith("www.") && ShortenersByText.Contains(host[4..]));

    /// <summary>True when mail programs make a link of the bare name <paramref name="host"/>.</summary>
    public static bool IsBareLink(ReadOnlySpan<char> host, bool hasPath)
    {
        var last = host.LastIndexOf('.');
        var ending = host[(last + 1)..];
        return EndingsByText.Contains(ending) ? ending is not ("zip" or "mov") || hasPath
            : CountryEndingsByText.Contains(ending) && (hasPath || host[..last].Contains('.'));
    }
}
