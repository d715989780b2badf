using System.Buffers;

namespace Mugai.Sanitizers.Html;

/// <summary>What the visible text of a link claims, against where it really leads.</summary>
internal static class LinkLabel
{
    // Second-level names under which registries register third-level ones (JPRS: AC to LG; elsewhere com, net, org, gov, edu).
    private static readonly HashSet<string> RegistrySecondLevels = new(StringComparer.Ordinal)
    {
        "ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or", "com", "net", "org", "gov", "edu", "mil",
    };

    // Ends of file names that look like host names.
    private static readonly HashSet<string> FileExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "pdf", "txt", "csv", "htm", "html", "php", "asp", "aspx", "jsp", "cgi", "js", "css",
        "xml", "json", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "svg", "mp3", "mp4", "mov", "avi", "wav", "exe", "msi", "bat", "rar", "lzh",
        "jtd", "xdw", "dwg", "dxf", "eml", "msg", "md", "log", "ini", "dat", "bak", "tmp",
    };

    // Geographic and prefecture type names (JPRS) register below these.
    private static readonly HashSet<string> Prefectures = new(StringComparer.Ordinal)
    {
        "hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima", "ibaraki", "tochigi", "gunma", "saitama", "chiba", "tokyo",
        "kanagawa", "niigata", "toyama", "ishikawa", "fukui", "yamanashi", "nagano", "gifu", "shizuoka", "aichi", "mie", "shiga", "kyoto", "osaka",
        "hyogo", "nara", "wakayama", "tottori", "shimane", "okayama", "hiroshima", "yamaguchi", "tokushima", "kagawa", "ehime", "kochi", "fukuoka",
        "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima", "okinawa",
    };

    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    private static readonly SearchValues<char> HostSigns = SearchValues.Create("0123456789.%。｡．０１２３４５６７８９");

    /// <summary>The host that <paramref name="label"/> names, lower-case; empty when it names none.</summary>
    public static string HostIn(ReadOnlySpan<char> label)
    {
        label = label.Trim();
        var url = label.IndexOf("://");
        if (url > 0)
        {
            return HostAt(label[(url + 3)..]);
        }

        var www = label.IndexOf("www.", StringComparison.OrdinalIgnoreCase);
        if (www >= 0 && (www == 0 || !char.IsAsciiLetterOrDigit(label[www - 1])))
        {
            return HostAt(label[www..]);
        }

        if (label.ContainsAny(" \u3000\t\n"))
        {
            return "";
        }

        var at = label.LastIndexOf('@');
        var host = HostAt(label[(at + 1)..]);
        var dot = host.LastIndexOf('.');
        var top = host.AsSpan(dot + 1);
        return dot > 0 && top.Length >= 2 && !top.ContainsAnyExceptInRange('a', 'z') && (at >= 0 || !FileExtensions.Contains(top.ToString())) ? host : "";
    }

    /// <summary>True when the two hosts belong to one registered domain.</summary>
    public static bool SameSite(string a, string b)
    {
        a = WithoutPort(a);
        b = WithoutPort(b);
        return a == b || Registered(a) == Registered(b);
    }

    /// <summary>True when the label is the target itself, give or take scheme, www and a final slash.</summary>
    public static bool IsTarget(ReadOnlySpan<char> label, in LinkTarget target)
    {
        label = label.Trim();
        if (target.Kind == LinkKind.Mail)
        {
            return label.Equals(target.Rest, StringComparison.OrdinalIgnoreCase);
        }

        if (target.Kind == LinkKind.Phone)
        {
            return Digits(label) == Digits(target.Rest);
        }

        // A host has dots, or is a number that stands for them; most labels are words.
        if (target.Kind == LinkKind.Web && target.Host.Contains('.') && !label.ContainsAny(HostSigns))
        {
            return false;
        }

        var text = label.ToString();
        var named = LinkTarget.Parse(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text);
        return named.Kind == LinkKind.Web && target.Kind == LinkKind.Web && !target.HidesHost && !named.HidesHost
            && named.Host == target.Host && named.Rest.TrimEnd('/') == target.Rest.TrimEnd('/');
    }

    private static string Digits(ReadOnlySpan<char> number) => string.Concat(number.ToString().Where(char.IsAsciiDigit));

    private static string HostAt(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(LabelCharacters);
        var host = (end < 0 ? text : text[..end]).Trim('.');
        return host.Length is > 3 and <= 253 && host.Contains('.') ? host.ToString().ToLowerInvariant() : "";
    }

    private static string WithoutPort(string host) => host.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? host[..colon] : host;

    // The registered domain, near enough: two labels, or three under a registry's second level or a Japanese prefecture.
    private static string Registered(string host)
    {
        var last = host.LastIndexOf('.');
        var second = last > 0 ? host.LastIndexOf('.', last - 1) : -1;
        if (second <= 0 || char.IsAsciiDigit(host[^1]))
        {
            // Two labels, or an IP address.
            return host;
        }

        var middle = host[(second + 1)..last];
        var isRegistry = host.Length - last - 1 == 2 && (RegistrySecondLevels.Contains(middle) || (host.EndsWith(".jp", StringComparison.Ordinal) && Prefectures.Contains(middle)));
        if (!isRegistry)
        {
            return host[(second + 1)..];
        }

        var third = host.LastIndexOf('.', second - 1);
        return third < 0 ? host : host[(third + 1)..];
    }
}
