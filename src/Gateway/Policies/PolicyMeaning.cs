using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>
/// Every property of a policy with its value, in an order of its own: two policies have the same text exactly when they say the same. Whatever property is added
/// counts at once. Not the stored form (<see cref="PolicyJson"/>): writing that took a tenth of the time of a command that cleans one file.
/// </summary>
internal static class PolicyMeaning
{
    public static string Of(SanitizePolicy policy)
    {
        var text = new StringBuilder();
        Write(policy, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string words:
                // With its length in front, so that no text can look like the end of itself and the beginning of the next.
                text.Append(CultureInfo.InvariantCulture, $"{words.Length}:").Append(words);
                break;
            case IDictionary pairs:
                WritePairs(pairs, text);
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(item, text);
                    text.Append(';');
                }

                text.Append(']');
                break;
            case IFormattable plain:
                text.Append(plain.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool yes:
                text.Append(yes ? "yes" : "no");
                break;
            default:
                WriteProperties(value, text);
                break;
        }
    }

    private static void WriteProperties(object record, StringBuilder text)
    {
        text.Append('{');
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(property.Name).Append('=');
            Write(property.GetValue(record), text);
            text.Append(';');
        }

        text.Append('}');
    }

    private static void WritePairs(IDictionary pairs, StringBuilder text)
    {
        var lines = new List<string>();
        foreach (DictionaryEntry pair in pairs)
        {
            lines.Add($"{pair.Key}={pair.Value};");
        }

        lines.Sort(StringComparer.Ordinal);
        text.Append('{').AppendJoin("", lines).Append('}');
    }
}
