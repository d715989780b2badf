using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Calendar;

/// <summary>Decides line by line what stays. Components that stay nest as they did; one that is left open is closed, an end without a beginning is dropped.</summary>
internal sealed class CalendarRebuild(PartInput part, ILineSink sink, ISanitizeContext context)
{
    private const int MaxDepth = 4;
    private const int MaxTextChars = 256 * 1_024;

    private readonly CharacterFilter _characters = new(keepsLineEnds: false);
    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<ContentLine> _held = [];
    private string _skipped = "";
    private int _skipDepth;
    private int _pictures;

    /// <summary>Rebuilds calendars; false when there is none.</summary>
    public bool Calendars(ContentLineReader reader)
    {
        var any = false;
        while (reader.Read() is { } line)
        {
            if (line.Name == "BEGIN")
            {
                any |= Begin(line.Value.Trim().ToUpperInvariant());
            }
            else if (line.Name == "END")
            {
                End(line.Value.Trim().ToUpperInvariant());
            }
            else if (_skipDepth == 0 && _open.Count > 0)
            {
                Property(line);
            }
        }

        while (_open.Count > 0)
        {
            Close();
        }

        return any;
    }

    /// <summary>Rebuilds cards; false when there is none.</summary>
    public bool Cards(ContentLineReader reader)
    {
        var any = false;
        while (reader.Read() is { } line)
        {
            var isCard = line.Value.Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase);
            if (line.Name == "BEGIN" && isCard)
            {
                // A card in a card (AGENT of vCard 2.1) is not kept.
                _skipDepth++;
                if (_skipDepth == 1)
                {
                    any = true;
                    _held.Clear();
                }
            }
            else if (line.Name == "END" && isCard && _skipDepth > 0)
            {
                if (--_skipDepth == 0)
                {
                    Card();
                }
            }
            else if (_skipDepth == 1)
            {
                context.Budget.ChargeScratch(line.Value.Length * 2L);
                _held.Add(line);
            }
            else if (_skipDepth > 1)
            {
                Count("calendar.attachment");
            }
        }

        if (_skipDepth > 0)
        {
            Card();
        }

        return any;
    }

    public void Report(ContentLineReader reader)
    {
        foreach (var (code, count) in _found)
        {
            context.Report("", code, FindingAction.Removed, count);
        }

        if (reader.Cut > 0)
        {
            context.Report("", "calendar.cutLine", FindingAction.Rewritten, reader.Cut);
        }

        if (reader.Undecodable > 0)
        {
            context.Report("", "text.undecodable", FindingAction.Replaced, (int)Math.Min(reader.Undecodable, int.MaxValue));
        }

        if (reader.Charset is not ("utf-8" or "us-ascii"))
        {
            context.Report("", "text.charset", FindingAction.Rewritten, 1, new UntrustedText(reader.Charset));
        }

        _characters.Report(context);
    }

    private bool Begin(string component)
    {
        if (_skipDepth > 0)
        {
            _skipDepth += component == _skipped ? 1 : 0;
            return false;
        }

        if (component == "VCALENDAR" && _open.Count == 0)
        {
            _open.Add(component);
            sink.Line("BEGIN", [], component);
            sink.Line("VERSION", [], "2.0");
            sink.Line("PRODID", [], CalendarRules.Product);
            return true;
        }

        if (_open.Count is 0 or >= MaxDepth || !CalendarRules.IsComponent(component))
        {
            Count("calendar.component");
            _skipped = component;
            _skipDepth = 1;
            return false;
        }

        _open.Add(component);
        if (component == "VALARM")
        {
            _held.Clear();
        }
        else
        {
            sink.Line("BEGIN", [], component);
        }

        return false;
    }

    private void End(string component)
    {
        if (_skipDepth > 0)
        {
            _skipDepth -= component == _skipped ? 1 : 0;
        }
        else if (_open.Count > 0 && _open.LastIndexOf(component) >= 0)
        {
            while (_open[^1] != component)
            {
                Close();
            }

            Close();
        }
    }

    private void Close()
    {
        var component = _open[^1];
        if (component == "VALARM")
        {
            Alarm();
        }
        else
        {
            sink.Line("END", [], component);
        }

        _open.RemoveAt(_open.Count - 1);
    }

    // RFC 5545, 3.6.6: of AUDIO, EMAIL, PROCEDURE (RFC 2445) and DISPLAY only the last does nothing but show a text.
    private void Alarm()
    {
        var actions = _held.FindAll(line => line.Name == "ACTION");
        if (actions.Count != 1 || !actions[0].Value.Trim().Equals("DISPLAY", StringComparison.OrdinalIgnoreCase))
        {
            Count("calendar.alarm");
            return;
        }

        sink.Line("BEGIN", [], "VALARM");
        foreach (var line in _held)
        {
            Write("VALARM", line);
        }

        sink.Line("END", [], "VALARM");
    }

    private void Property(ContentLine line)
    {
        if (_open[^1] == "VALARM")
        {
            // An alarm has a handful of properties.
            if (_held.Count < 32 && line.Value.Length <= MaxTextChars)
            {
                _held.Add(line);
            }

            return;
        }

        Write(_open[^1], line);
    }

    private void Write(string component, ContentLine line)
    {
        if (line.Name is "VERSION" or "PRODID")
        {
            return;
        }

        var value = line.Name == "SOUND" && !line.Parameters.Any(parameter => parameter.Value.Split(',').Contains("X-IRMC-N")) ? null : CalendarRules.Kind(component, line.Name) switch
        {
            LineKind.Code => CalendarRules.IsCode(line.Value.Trim()) ? line.Value.Trim() : null,
            LineKind.Text when line["ENCODING"].ToUpperInvariant() is not ("BASE64" or "B") => Text(line.Value),
            LineKind.Person => CalendarRules.IsPerson(line.Value.Trim()) ? "mailto:" + line.Value.Trim()[7..] : "invalid:nomail",
            _ => null,
        };
        if (value is null)
        {
            Count(CalendarRules.Code(line.Name));
            return;
        }

        if (value == "invalid:nomail" && line.Value.Trim() != value)
        {
            Count("calendar.address");
        }

        sink.Line(line.Name, Parameters(line), value);
    }

    private List<LineParameter> Parameters(ContentLine line)
    {
        var kept = new List<LineParameter>();
        foreach (var parameter in line.Parameters)
        {
            var value = _characters.Clean(parameter.Value).Trim();
            var isKept = CalendarRules.IsParameter(parameter.Name) && value.Length is > 0 and <= 256 && !(parameter.Name == "VALUE" && value.ToUpperInvariant() is "URI" or "BINARY");
            if (!isKept)
            {
                if (parameter.Name is not ("ENCODING" or "CHARSET"))
                {
                    Count("calendar.parameter");
                }
            }
            else if (parameter.Name == "TYPE" && kept.FindIndex(other => other.Name == "TYPE") is var at and >= 0)
            {
                // vCard 2.1 writes TEL;HOME;VOICE where 3.0 has one list.
                if (kept[at].Value.Length + value.Length < 256)
                {
                    kept[at] = kept[at] with { Value = kept[at].Value + "," + value };
                }
            }
            else
            {
                kept.Add(parameter with { Value = value });
            }
        }

        return kept;
    }

    private string Text(string value) => _characters.Clean(value.Length > MaxTextChars ? value[..MaxTextChars] : value);

    private void Card()
    {
        var is4 = _held.Exists(line => line.Name == "VERSION" && line.Value.Trim() == "4.0");
        sink.Line("BEGIN", [], "VCARD");
        sink.Line("VERSION", [], is4 ? "4.0" : "3.0");
        foreach (var line in _held)
        {
            if (line.Name is "PHOTO" or "LOGO" && Picture(line, is4))
            {
                continue;
            }

            Write("VCARD", line);
        }

        sink.Line("END", [], "VCARD");
        context.Budget.ChargeScratch(-_held.Sum(line => line.Value.Length * 2L));
        _held.Clear();
    }

    private bool Picture(ContentLine line, bool is4)
    {
        var comma = line.Value.IndexOf(',', StringComparison.Ordinal);
        var isData = line.Value.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && comma > 0;
        if (!isData && line["ENCODING"].ToUpperInvariant() is not ("BASE64" or "B"))
        {
            return false;
        }

        var text = isData ? line.Value[(comma + 1)..] : line.Value;
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length) || length == 0)
        {
            return false;
        }

        context.Budget.ChargeBytes(length);
        using var content = new MemoryStream(bytes, 0, length, writable: false);
        var path = (part.Path == "/" ? "" : part.Path) + "/images/" + ++_pictures;
        using var result = context.SanitizeMember(path, new UntrustedText("image-" + _pictures), null, content);
        if (result.Output is not { } clean || result.OutputFormat is not { } format || format.MediaType is not ("image/png" or "image/jpeg" or "image/gif"))
        {
            return false;
        }

        using var written = new MemoryStream();
        clean.CopyTo(written);
        var base64 = Convert.ToBase64String(written.GetBuffer(), 0, (int)written.Length);
        if (is4)
        {
            sink.Line(line.Name, [], "data:" + format.MediaType + ";base64," + base64);
        }
        else
        {
            sink.Line(line.Name, [new LineParameter("ENCODING", "b"), new LineParameter("TYPE", format.MediaType[6..].ToUpperInvariant())], base64);
        }

        return true;
    }

    private void Count(string code) => _found[code] = _found.GetValueOrDefault(code) + 1;
}
