namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary><see cref="RuleText"/> as rules, made once.</summary>
internal sealed class RuleTable
{
    private readonly Dictionary<string, ObjectRule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Role> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    private RuleTable()
    {
        foreach (var text in (string[])[RuleText.Document, RuleText.Pages, RuleText.Annotations, RuleText.Drawing, RuleText.Fonts, RuleText.Structure])
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Line(line);
            }
        }

        Choices.Complete(this);
    }

    public static RuleTable Instance { get; } = new();

    public IEnumerable<ObjectRule> Rules => _rules.Values;

    public ObjectRule Rule(string name) => _rules[name];

    public void Add(ObjectRule rule)
    {
        rule.Id = _rules.Count;
        _rules.Add(rule.Name, rule);
    }

    /// <summary>The role of that name. One that nobody completes plays the rule of the same name.</summary>
    public Role Role(string name)
    {
        if (!_roles.TryGetValue(name, out var role))
        {
            _roles.Add(name, role = new Role(name, _roles.Count));
            role.Choose = (_, value) => _rules.TryGetValue(name, out var rule) && rule.IsStream == value.IsStream && !value.IsArray ? rule : null;
        }

        return role;
    }

    /// <summary>The shape that a text describes; the same one for the same text.</summary>
    public Shape Shape(string text)
    {
        if (_shapes.TryGetValue(text, out var known))
        {
            return known;
        }

        var shape = new Shape(_shapes.Count);
        _shapes.Add(text, shape);
        foreach (var part in Split(text, '|'))
        {
            Alternative(shape, part);
        }

        return shape;
    }

    private void Line(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = line[..colon];
        var rule = new ObjectRule(name.TrimEnd('*'), name.EndsWith('*'));
        foreach (var entry in line[(colon + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var space = entry.IndexOf(' ', StringComparison.Ordinal);
            rule.Add(entry[..space], Shape(entry[(space + 1)..]));
        }

        Add(rule);
    }

    private void Alternative(Shape shape, string part)
    {
        var inner = part[1..^(part.Length > 1 ? 1 : 0)];
        switch (part[0])
        {
            case 'b' when part.Length == 1:
                shape.Scalars |= ScalarKinds.Boolean;
                break;
            case 'd' when part.Length == 1:
                shape.Scalars |= ScalarKinds.Number;
                break;
            case 'n' when part.Length == 1:
                shape.Scalars |= ScalarKinds.Name;
                break;
            case 's' when part.Length == 1:
                shape.Scalars |= ScalarKinds.String;
                break;
            case 'z' when part.Length == 1:
                shape.Scalars |= ScalarKinds.Null;
                break;
            case 'v' when part.Length == 1:
                Nested(shape, "d|z|v");
                break;
            case 'p' when part.Length == 1:
                Nested(shape, "b|d|n|s|z|p");
                break;
            case '[':
                (shape.Items, shape.Order) = ([Shape(inner)], ItemOrder.List);
                break;
            case '(':
                (shape.Items, shape.Order) = ([.. Split(inner, ',').Select(Shape)], ItemOrder.Cycle);
                break;
            case '<':
                (shape.Items, shape.Order) = ([.. Split(inner, ',').Select(Shape)], ItemOrder.Sequence);
                break;
            case '{':
                shape.MapValue = Shape(inner);
                break;
            default:
                shape.Role = Role(part);
                break;
        }
    }

    private void Nested(Shape shape, string item) => (shape.Items, shape.Order) = ([Shape(item)], ItemOrder.Sequence);

    // At the top level of brackets only.
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, from) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == separator && depth == 0))
            {
                parts.Add(text[from..i]);
                from = i + 1;
            }
            else if (text[i] is '[' or '(' or '<' or '{')
            {
                depth++;
            }
            else if (text[i] is ']' or ')' or '>' or '}')
            {
                depth--;
            }
        }

        return parts;
    }
}
