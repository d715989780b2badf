using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Our reader of UTF-8 beside the framework's: the same documents, the same nodes.</summary>
public class Utf8XmlReaderTests
{
    private const string Rich = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<!-- note --><?pi x?><a:r xmlns:a='urn:a' xmlns=\"urn:d\" x='1' a:x=\"2&#x20;&lt;\tb\r\nc\">\r\n"
        + "<b xml:space=\"preserve\"> <c/> </b> <d xmlns=\"\">text &amp; more &#12354;𠮷\r\nline]</d><e><![CDATA[<raw> ]] &amp;\r\n]]></e><!-- - --><f a:y=\"あ\" y='\"'></f>\r\n</a:r>\r\n<?end?>";

    [Theory]
    [InlineData(Rich)]
    [InlineData("<a/>")]
    [InlineData("  <a/>")]
    [InlineData("<a>]]&gt;</a>")]
    [InlineData("<a b=''/>")]
    [InlineData("<日本 語='値'/>")]
    [InlineData("<a><b xmlns:p='u'/><b xmlns:p='v'><p:c/></b></a>")]
    public void Reads_WhatTheFrameworkReads(string document)
    {
        var expected = Framework(document);

        Assert.NotNull(expected);
        Assert.Equal(expected, Ours(document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>")]
    [InlineData("<p:a/>")]
    [InlineData("<a p:b='1'/>")]
    [InlineData("<a b/>")]
    [InlineData("<a b=1/>")]
    [InlineData("<a b='1'c='2'/>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a>&x;</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>& </a>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>\uFFFE</a>")]
    [InlineData("<a><!-- -- --></a>")]
    [InlineData("<a><![CDATA[x]]</a>")]
    [InlineData("<![CDATA[x]]><a/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a><?xml version='1.0'?></a>")]
    [InlineData(" <?xml version='1.0'?><a/>")]
    [InlineData("<a xmlns:p=''/>")]
    [InlineData("<a xmlns:xmlns='u'/>")]
    [InlineData("<a xml:space='x'/>")]
    [InlineData("<1a/>")]
    [InlineData("< a/>")]
    [InlineData("<a:b:c xmlns:a='u'/>")]
    public void Refuses_WhatTheFrameworkRefuses(string document)
    {
        Assert.Null(Framework(document));
        Assert.Null(Ours(document));
    }

    [Fact]
    public void Agrees_OnDocumentsWithBytesChanged()
    {
        var random = new Random(6);
        var original = Encoding.UTF8.GetBytes(Rich);
        const string Bytes = "<>/='\" &;![]-?:ax\r\n\t";
        for (var round = 0; round < 20_000; round++)
        {
            var changed = (byte[])original.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)Bytes[random.Next(Bytes.Length)];
            }

            var length = random.Next(5) == 0 ? random.Next(changed.Length) : changed.Length;
            var (content, isUtf8) = Utf8XmlHead.Read(new MemoryStream(changed, 0, length));
            if (isUtf8)
            {
                var document = changed[..length];
                var (expected, given) = (Framework(document), Nodes(() => new Utf8XmlReader(content)));
                Assert.True(expected == given, $"{(expected is null ? "refused" : "read")} by the framework: {Encoding.UTF8.GetString(document)}\n{expected}\n{given}");
            }
        }
    }

    [Fact]
    public void Gives_LongTextsInWholeCharacters()
    {
        var text = string.Concat(Enumerable.Repeat("漢字𠮷&amp;\r\n", 60_000));
        var nodes = Ours("<a><b>" + text + "</b><c><![CDATA[" + text + "]]></c></a>");

        Assert.Equal(Framework("<a><b>" + text + "</b><c><![CDATA[" + text + "]]></c></a>"), nodes);
    }

    /// <summary>More of them than one token may have: they are handed on as they come, not looked at again with each that follows.</summary>
    [Theory]
    [InlineData("<a>", "</a>")]
    [InlineData("<a><![CDATA[", "]]></a>")]
    public void Gives_BracketsWithoutEndInPieces(string before, string behind)
    {
        const int Count = 9 << 20;
        var document = Encoding.UTF8.GetBytes(before + new string(']', Count) + "&#x20;" + behind);
        using var reader = new Utf8XmlReader(Utf8XmlHead.Read(new MemoryStream(document)).Content);
        var (read, longest) = (0, 0);
        while (reader.Read())
        {
            read += reader.Value.Count(c => c == ']');
            longest = Math.Max(longest, reader.Value.Length);
        }

        Assert.Equal(Count, read);
        Assert.InRange(longest, 1, 256 * 1024);
    }

    /// <summary>Names that a stranger would take to make a table slow: all alike but for the highest bits of their two halves.</summary>
    [Fact]
    public void Spreads_NamesThatAreMadeToCollide()
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        var places = new HashSet<int>();
        foreach (var first in Letters)
        {
            foreach (var second in Letters)
            {
                places.Add(Utf8XmlNames.HashOf(Encoding.ASCII.GetBytes($"aaaaaaa{first}aaaaaaa{second}")) & 0x3FFFF);
            }
        }

        Assert.InRange(places.Count, 3_900, 4_096);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Stops_AtATagOfThousandsOfAttributes(string encoding)
    {
        var tag = new StringBuilder("<a");
        for (var i = 0; i < 5_000; i++)
        {
            tag.Append(System.Globalization.CultureInfo.InvariantCulture, $" xmlns:p{i}='u'");
        }

        var chosen = Encoding.GetEncoding(encoding);
        byte[] document = [.. chosen.GetPreamble(), .. chosen.GetBytes(tag.Append("/>").ToString())];
        using var reader = new PartXmlReader(new MemoryStream(document), new Budget(BudgetLimits.ForInput(document.Length)));
        Assert.Equal(Reason.Budget, Assert.Throws<BudgetExceededException>(() => reader.Read()).Reason);
    }

    [Fact]
    public void Declares_APrefixAgainOnlyWhereItStandsForSomethingElse()
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8XmlWriter(written))
        {
            writer.StartElement("p", "a", "urn:1");
            writer.StartElement("p", "b", "urn:2");
            writer.StartElement("q", "c", "urn:3");
            writer.EndElement();
            writer.EndElement();
            writer.StartElement("p", "d", "urn:1");
            writer.EndElement();
            writer.StartElement("q", "e", "urn:3");
            writer.EndElement();
            writer.EndElement();
        }

        Assert.Equal(
            "<p:a xmlns:p=\"urn:1\"><p:b xmlns:p=\"urn:2\"><q:c xmlns:q=\"urn:3\"/></p:b><p:d/><q:e xmlns:q=\"urn:3\"/></p:a>",
            Encoding.UTF8.GetString(written.ToArray()));
    }

    private static string? Framework(string document) => Framework(Encoding.UTF8.GetBytes(document));

    private static string? Framework(byte[] document) =>
        Nodes(() => XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { IgnoreComments = true, IgnoreProcessingInstructions = true, DtdProcessing = DtdProcessing.Prohibit }));

    private static string? Ours(string document) => Nodes(() => new Utf8XmlReader(Utf8XmlHead.Read(new MemoryStream(Encoding.UTF8.GetBytes(document))).Content));

    // Null: not well-formed. Texts that stand side by side are one.
    private static string? Nodes(Func<XmlReader> open)
    {
        var nodes = new StringBuilder();
        var text = new StringBuilder();
        try
        {
            using var reader = open();
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                {
                    if (reader.Depth > 0)
                    {
                        text.Append(reader.Value);
                    }

                    continue;
                }

                if (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement))
                {
                    continue;
                }

                nodes.Append('[').Append(text).Append(']').Append(reader.Depth).Append(reader.NodeType).Append(' ').Append(reader.Prefix).Append('|').Append(reader.LocalName).Append('|').Append(reader.NamespaceURI).Append(reader.IsEmptyElement);
                text.Clear();
                for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
                {
                    nodes.Append(' ').Append(reader.Prefix).Append('|').Append(reader.LocalName).Append('|').Append(reader.NamespaceURI).Append('=').Append(reader.Value);
                }

                reader.MoveToElement();
                nodes.Append('\n');
            }
        }
        catch (XmlException)
        {
            return null;
        }

        return nodes.ToString();
    }
}
