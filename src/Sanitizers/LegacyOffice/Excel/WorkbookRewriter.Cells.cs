using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Formulas: in cells, shared by cells, in conditions, rules for input, charts.</summary>
internal sealed partial class WorkbookRewriter
{
    private const int TokensAt = 22;

    private (int Row, int Column) _cell;

    private void Cell(ReadOnlySpan<byte> data)
    {
        switch (reader.Type)
        {
            case BiffType.Formula when data.Length >= TokensAt && TokensAt + data.U16(20) <= data.Length:
                _cell = (data.U16(0), data.U16(2));
                if (IsSafe(data.Slice(TokensAt, data.U16(20))))
                {
                    Keep(data);
                }
                else
                {
                    tally.Add("", LegacyCodes.Formula, FindingAction.Replaced);
                    WriteValue(data);
                }

                break;
            case BiffType.OldFormula3 or BiffType.OldFormula4 when data.Length >= 14:
                WriteValue(data);
                break;
            case BiffType.Formula or BiffType.OldFormula3 or BiffType.OldFormula4:
                tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "formula");
                break;
            case BiffType.String when _pendingText is not null:
                if (data.Length > 3)
                {
                    _record.Clear();
                    _writer.Write(BiffType.Label, _record.Add(_pendingText).Add(data).Written);
                    _pendingText = null;
                }

                FlushText();
                break;
            case BiffType.String:
                Keep(data);
                break;
            default:
                // Of a shared or array formula that may not stay every cell keeps its value.
                if (!facts.UnsafeAnchors.Contains((_open.Peek(), _cell.Row, _cell.Column)))
                {
                    Keep(data);
                }

                break;
        }
    }

    // A cell that shares a formula names the cell in which it begins.
    private bool IsSafe(ReadOnlySpan<byte> tokens) => tokens.Length >= 5 && tokens[0] == 1
        ? !facts.UnsafeAnchors.Contains((_open.Peek(), tokens.U16(1), tokens.U16(3)))
        : FormulaTokens.IsSafe(tokens, facts);

    /// <summary>The last value of a formula ([MS-XLS] 2.5.133) as a plain cell. A text follows in a record of its own.</summary>
    private void WriteValue(ReadOnlySpan<byte> data)
    {
        _record.Clear();
        _record.Add(data[..6]);
        if (data.U16(12) != 0xFFFF)
        {
            _writer.Write(BiffType.Number, _record.Add(data.Slice(6, 8)).Written);
        }
        else if (data[6] == 0)
        {
            _pendingText = data[..6].ToArray();
        }
        else if (data[6] is 1 or 2)
        {
            _writer.Write(BiffType.BoolErr, _record.Add([data[8], (byte)(data[6] - 1)]).Written);
        }
        else
        {
            _writer.Write(BiffType.Blank, _record.Written);
        }
    }

    // A text was promised that never came.
    private void FlushText()
    {
        if (_pendingText is not null)
        {
            _writer.Write(BiffType.Blank, _pendingText);
            _pendingText = null;
        }
    }

    private void Judged(ReadOnlySpan<byte> data)
    {
        _record.Clear();
        _record.Add(data);
        var isKept = reader.Type switch
        {
            BiffType.ConditionalFormat => data.Length >= 6 && NeutralizeEnd(data.U16(2), data.U16(4)),
            BiffType.Validation => NeutralizeValidation(),
            BiffType.ChartReference => data.Length >= 8 && NeutralizeReference(data.U16(6)),
            BiffType.TextObject => CutTextObject(),
            BiffType.Theme => data.Length >= 16 && TakeDefaultTheme(),
            // Permissions of ranges and ignored errors; not smart tags ([MS-XLS] 2.4.111).
            BiffType.Feature => data.Length >= 14 && data.U16(12) is 2 or 3,
            _ => true,
        };
        if (isKept)
        {
            _writer.Write(reader.Type, _record.Written);
            _keepsContinue = reader.Type != BiffType.Theme;
        }
        else
        {
            tally.Add("", LegacyCodes.Record, FindingAction.Removed, reader.Type.ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private bool NeutralizeEnd(int first, int second)
    {
        var start = _record.Length - first - second;
        if (start < 6)
        {
            return false;
        }

        Neutralize(start, first);
        Neutralize(start + first, second);
        return true;
    }

    private void Neutralize(int start, int length)
    {
        var tokens = _record.Written.Slice(start, length);
        if (!FormulaTokens.IsSafe(tokens, facts))
        {
            tally.Add("", LegacyCodes.Formula, FindingAction.Neutralized);
            FormulaTokens.Neutralize(tokens);
        }
    }

    // Flags, four texts, two formulas, ranges ([MS-XLS] 2.4.91).
    private bool NeutralizeValidation()
    {
        ReadOnlySpan<byte> data = _record.Written;
        var at = 4;
        for (var i = 0; i < 4; i++)
        {
            if (at + 3 > data.Length)
            {
                return false;
            }

            at += facts.IsBiff8 ? 3 + (data.U16(at) * ((data[at + 2] & 1) + 1)) : 2 + data.U16(at);
        }

        for (var i = 0; i < 2; i++)
        {
            if (at + 4 > data.Length || at + 4 + data.U16(at) > data.Length)
            {
                return false;
            }

            int length = data.U16(at);
            Neutralize(at + 4, length);
            at += 4 + length;
        }

        return true;
    }

    // A series whose cells are elsewhere keeps the numbers that the chart stores (2.4.29: rt 1, nothing linked).
    private bool NeutralizeReference(int length)
    {
        ReadOnlySpan<byte> data = _record.Written;
        if (8 + length > data.Length)
        {
            return false;
        }

        if (length > 0 && !FormulaTokens.IsSafe(data.Slice(8, length), facts))
        {
            tally.Add("", LegacyCodes.ExternalLink, FindingAction.Removed, "chart");
            _record.Clear();
            _record.Add([reader.Data[0], 1]).Add(reader.Data.Slice(2, 4)).U16(0);
        }

        return true;
    }

    // The formula behind a text in a shape goes; the text follows in Continue records.
    private bool CutTextObject()
    {
        _tail.Begin(reader.Data);
        if (_record.Length < 18)
        {
            return false;
        }

        var head = _record.Written[..18].ToArray();
        head.AsSpan().U16(16, 0);
        _record.Clear();
        _record.Add(head);
        return true;
    }

    // A theme of its own is a package inside the record; the colors of the standard theme stand in its place (2.4.326).
    private bool TakeDefaultTheme()
    {
        var head = _record.Written[..16].ToArray();
        head.AsSpan().U32(12, 124226);
        if (!reader.Data.SequenceEqual(head) && reader.Data.Length > 16)
        {
            tally.Add("", LegacyCodes.Record, FindingAction.Replaced, "theme");
        }

        _record.Clear();
        _record.Add(head);
        return true;
    }
}
