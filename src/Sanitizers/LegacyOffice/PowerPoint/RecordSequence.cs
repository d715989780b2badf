using Mugai.Sanitizers.LegacyOffice.Drawings;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Goes over the records of one container; one that is longer than its container ends there.</summary>
internal ref struct RecordSequence(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public OfficeArtRecord Current { get; private set; }

    /// <summary>What the current record holds.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>It is written as <see cref="RecordList"/> has it; another one goes, and what it says counts for nothing.</summary>
    public bool IsSound { get; private set; }

    public bool Next()
    {
        if (_rest.Length < OfficeArtRecord.HeadBytes)
        {
            return false;
        }

        Current = OfficeArtRecord.Read(_rest, 0);
        _rest = _rest[OfficeArtRecord.HeadBytes..];
        Data = _rest[..(int)Math.Min(Current.Length, (uint)_rest.Length)];
        _rest = _rest[Data.Length..];
        IsSound = RecordList.IsSound(Current, Data.Length);
        return true;
    }

    /// <summary>The first sound record of a type and instance; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> content, int type, int instance = -1)
    {
        var records = new RecordSequence(content);
        while (records.Next())
        {
            if (records.IsSound && records.Current.Type == type && (instance < 0 || records.Current.Instance == instance))
            {
                return records.Data;
            }
        }

        return default;
    }
}
