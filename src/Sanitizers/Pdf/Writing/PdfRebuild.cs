using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// Walks from the catalog over what the rules let through, gives each object a new number when it is first referred to, and writes objects in that order.
/// One object that plays two parts is written twice, each time as what that part allows.
/// </summary>
internal sealed class PdfRebuild : IRuleSubject, IDisposable
{
    // Parsed objects that wait are kept up to this many nodes (16 bytes each); beyond that they are parsed again.
    private const int MaxWaitingNodes = 1 << 20;

    // Keys of the table of numbers: roles (a short cut), shapes of arrays and maps, rules.
    private const int ShapePart = 0x4000;
    private const int RulePart = 0x8000;

    private readonly PdfDocument _document;
    private readonly FindingTally _tally;
    private readonly PdfFileWriter _writer;
    private readonly ObjectEmitter _emitter;
    private readonly StreamRebuild _streams;
    private readonly EmbeddedFiles _files;
    private readonly Dictionary<int, bool> _profiles = [];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly Queue<Waiting> _waiting = [];
    private int _lastNumber;
    private int _waitingNodes;

    public PdfRebuild(PdfDocument document, PageTree pages, Stream output, string partPath, ISanitizeContext context, FindingTally tally)
    {
        (_document, Pages, _tally, Policy) = (document, pages, tally, context.Policy.Pdf);
        _writer = new PdfFileWriter(output, Version(), document.Budget, () => ++_lastNumber);
        _emitter = new ObjectEmitter(this);
        _streams = new StreamRebuild(document, partPath, context, this);
        _files = new EmbeddedFiles(document, partPath, context, this);
        Outlines = OutlineTree.Read(document);
    }

    public PageTree Pages { get; }

    public OutlineTree Outlines { get; }

    public PdfPolicy Policy { get; }

    /// <summary>A tree was cut where it led back into itself.</summary>
    public bool WasRepaired { get; private set; }

    public PdfDocument Document => _document;

    public void Run()
    {
        var catalog = _document.Catalog;
        var root = ++_lastNumber;
        _waiting.Enqueue(new Waiting(catalog.Tree!.Number, catalog, RuleTable.Instance.Rule("Catalog"), null, root));
        var info = 0;
        if (_document.Trailer["Info"u8] is { IsReference: true } reference)
        {
            if (Policy.KeepMetadata)
            {
                Refer(reference, RuleTable.Instance.Shape("Document"), out _, out info);
            }
            else if (Resolve(reference).IsDictionary)
            {
                Found(reference.ReferenceNumber, PdfCodes.Metadata, FindingAction.Removed, "Info");
            }
        }

        while (_waiting.TryDequeue(out var next))
        {
            if (next.File is { } file)
            {
                var plan = EmbeddedFiles.Plan(file);
                _writer.WriteStream(next.Number, plan.Dictionary, plan.Data.Span);
                continue;
            }

            var value = next.Value;
            if (value.Tree is null)
            {
                value = _document.Object(next.Source);
            }
            else
            {
                _waitingNodes -= value.Count;
            }

            Write(next, value);
        }

        _writer.Finish(root, info);
    }

    /// <summary>
    /// Where a reference leads: to a scalar that is written in its place, or to an object with a new number. False when it may not stand there.
    /// </summary>
    public bool Refer(PdfObject reference, Shape shape, out PdfObject scalar, out int number)
    {
        scalar = default;
        if (shape.Role is { Once: null } role && _numbers.TryGetValue(Key(reference.ReferenceNumber, role.Id), out number))
        {
            return number > 0;
        }

        number = 0;
        var target = _document.Resolve(reference);
        var flag = target.Kind.Flag();
        if (flag != ScalarKinds.None)
        {
            scalar = target;
            return (shape.Scalars & flag) != 0;
        }

        if (IsDamagedColor(target, shape, out scalar))
        {
            return !scalar.IsNull;
        }

        var source = target.Tree!.Number;
        if (!Accepts(target, shape, out var rule, out var container))
        {
            if (shape.Role is { Once: null })
            {
                // Refused once is refused always; told once, too.
                _numbers[Key(reference.ReferenceNumber, shape.Role.Id)] = -1;
            }

            return false;
        }

        // By rule and not by role: the list of layers, their order and the pages' properties must name the same layer.
        var key = rule is not null ? Key(source, RulePart | rule.Id) : Key(source, ShapePart | shape.Id);
        if (!_numbers.TryGetValue(key, out number))
        {
            number = Enqueue(key, target, rule, container);
        }

        if (rule is not null && shape.Role?.Once == rule)
        {
            if (!_numbers.TryAdd(Key(source, shape.Role.Id), number))
            {
                WasRepaired = true;
                return false;
            }
        }
        else if (rule is not null && shape.Role is { Once: null })
        {
            _numbers[Key(reference.ReferenceNumber, shape.Role.Id)] = number;
        }

        return true;
    }

    /// <summary>The new number of an object by its old one; 0 when it may not stand there.</summary>
    public int ReferTo(int source, Shape shape)
    {
        if (_numbers.TryGetValue(Key(source, shape.Role!.Id), out var known))
        {
            return Math.Max(known, 0);
        }

        var target = _document.Object(source);
        if (!Accepts(target, shape, out var rule, out var container))
        {
            return 0;
        }

        var key = Key(source, RulePart | rule!.Id);
        var number = _numbers.TryGetValue(key, out known) ? known : Enqueue(key, target, rule, container);
        _numbers[Key(source, shape.Role.Id)] = number;
        return number;
    }

    /// <summary>Whether an array, dictionary or stream may stand in a place, and by which rule or shape its inside is judged.</summary>
    public bool Accepts(PdfObject value, Shape shape, out ObjectRule? rule, out Shape? container)
    {
        container = null;
        rule = shape.Role?.Choose(this, value);
        if (rule is not null)
        {
            container = rule.Array;
            return value.IsArray == rule.Array is not null && value.IsStream == rule.IsStream;
        }

        container = value.IsArray ? (shape.Items is null ? null : shape) : value.Kind == PdfKind.Dictionary && shape.MapValue is not null ? shape : null;
        return container is not null;
    }

    public PdfObject Resolve(PdfObject value) => _document.Resolve(value);

    public PdfObject Get(PdfObject dictionary, ReadOnlySpan<byte> key) => _document.Get(dictionary, key);

    public bool? IsPageTreeNode(PdfObject value) => value.Index == 0 && value.Tree is { } tree && Pages.TryGet(tree.Number, out var node) ? node.IsBranch : null;

    public bool TakesFile(PdfObject specification) => specification.Kind == PdfKind.Dictionary && _files.Take(specification) is not null;

    public bool IsSound(PdfObject profile)
    {
        if (profile.Tree is not { Number: > 0 and var number })
        {
            return false;
        }

        if (!_profiles.TryGetValue(number, out var sound))
        {
            _profiles[number] = sound = _document.Decode(profile) is { HasCodec: false } decoded && IccProfile.IsSound(decoded.Bytes.Span, _document.Get(profile, "N"u8).Integer);
            if (!sound)
            {
                Found(profile, PdfCodes.Profile, FindingAction.Replaced);
            }
        }

        return sound;
    }

    /// <summary>Whether a color space rests on a damaged profile; then <paramref name="device"/> is the device space that stands for it, null when there is none.</summary>
    public bool IsDamagedColor(PdfObject value, Shape shape, out PdfObject device)
    {
        device = default;
        if (!value.IsArray || shape.Role?.Name != "ColorSpace" || !Resolve(value.At(0)).Is("ICCBased"u8))
        {
            return false;
        }

        var profile = Resolve(value.At(1));
        if (profile.IsStream && IsSound(profile))
        {
            return false;
        }

        device = DeviceColors.Of(Get(profile, "N"u8).Integer) ?? default;
        return true;
    }

    /// <summary>The clean file of a file specification that was accepted, with the number of its stream.</summary>
    public CleanFile FileOf(PdfObject specification)
    {
        var file = _files.Take(specification)!;
        if (file.Number == 0)
        {
            file.Number = ++_lastNumber;
            _waiting.Enqueue(new Waiting(0, default, null, null, file.Number) { File = file });
        }

        return file;
    }

    /// <summary>Keys and new numbers of the file specifications in the EmbeddedFiles tree that stay, in the order of a name tree.</summary>
    public List<(byte[] Key, int Number)> FileNames(PdfObject root)
    {
        var shape = RuleTable.Instance.Shape("FileSpec");
        var names = new List<(byte[] Key, int Number)>();
        foreach (var (key, item) in _files.Names(root))
        {
            var specification = Resolve(item);
            if (item.IsReference ? Refer(item, shape, out _, out var number) : Accepts(specification, shape, out _, out _) && (number = Apart(specification)) > 0)
            {
                names.Add((key.Bytes.ToArray(), number));
            }
        }

        names.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        return names;
    }

    public void Found(PdfObject value, string code, FindingAction action, string detail = "") => Found(value.Tree?.Number ?? 0, code, action, detail);

    public void Found(int number, string code, FindingAction action, string detail = "") =>
        _tally.Add(number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"object-{number}"), code, action, detail);

    /// <summary>A key that no rule keeps.</summary>
    public void Dropped(PdfObject owner, ReadOnlySpan<byte> key, PdfObject value)
    {
        if (value.IsNull)
        {
            return;
        }

        var name = Encoding.Latin1.GetString(key[..Math.Min(key.Length, 60)]);
        if (name == "EmbeddedFiles")
        {
            _files.Refuse(value);
            return;
        }

        if (PdfCodes.Key(name) is { } code)
        {
            Found(owner, code, FindingAction.Removed, name);
        }
        else
        {
            Found(0, PdfCodes.Unknown, FindingAction.Removed, name);
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _writer.Dispose();
    }

    private static long Key(int number, int part) => ((long)number << 16) | (uint)part;

    private void Write(Waiting next, PdfObject value)
    {
        if (value.IsStream && next.Rule is { } rule)
        {
            var plan = _streams.Plan(value, rule);
            if (plan.Dictionary is { } made)
            {
                _writer.WriteStream(next.Number, made, plan.Data.Span);
                return;
            }

            _emitter.Emit(value, rule, null);
            _emitter.Buffer.Cut(_emitter.Buffer.Count - 2);
            _emitter.Buffer.Add(plan.Filter);
            _writer.WriteStream(next.Number, _emitter.Buffer.Span, plan.Data.Span);
            return;
        }

        _emitter.Emit(value, next.Rule, next.Container);
        _writer.WriteObject(next.Number, _emitter.Buffer.Span);
    }

    private int Enqueue(long key, PdfObject target, ObjectRule? rule, Shape? container)
    {
        var number = ++_lastNumber;
        _numbers.Add(key, number);
        var held = _waitingNodes < MaxWaitingNodes;
        _waitingNodes += held ? target.Count : 0;
        _waiting.Enqueue(new Waiting(target.Tree!.Number, held ? target : default, rule, container, number));
        return number;
    }

    // An object of its own for what was written inside another one.
    private int Apart(PdfObject value)
    {
        _waiting.Enqueue(new Waiting(0, value, RuleTable.Instance.Rule("FileSpec"), null, ++_lastNumber));
        _waitingNodes += value.Count;
        return _lastNumber;
    }

    // Never below 1.5, which object streams need.
    private string Version()
    {
        var header = _document.HeaderVersion is "1.6" or "1.7" or "2.0" ? _document.HeaderVersion : "1.5";
        var named = Encoding.Latin1.GetString(_document.Get(_document.Catalog, "Version"u8).Bytes);
        return named is "1.6" or "1.7" or "2.0" && string.CompareOrdinal(named, header) > 0 ? named : header;
    }

    private readonly record struct Waiting(int Source, PdfObject Value, ObjectRule? Rule, Shape? Container, int Number)
    {
        /// <summary>A file to be put back, instead of an object.</summary>
        public CleanFile? File { get; init; }
    }
}
