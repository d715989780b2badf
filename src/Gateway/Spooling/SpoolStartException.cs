namespace Mugai.Gateway.Spooling;

/// <summary>Why a store could not be opened.</summary>
public enum SpoolStartFault
{
    /// <summary>The folder or a file in it cannot be written.</summary>
    NotWritable,

    /// <summary>The master key file holds another key than the one this store was made with.</summary>
    WrongMasterKey,

    /// <summary>The store exists, but the master key file does not.</summary>
    MasterKeyMissing,

    /// <summary>The master key file cannot be read or is not 32 bytes long.</summary>
    MasterKeyUnreadable,

    /// <summary>A rotation of the master key was interrupted.</summary>
    RotationUnderWay,

    /// <summary>The store was written by another version or is damaged.</summary>
    UnknownStore,
}

/// <summary>The store could not be opened. The message says what, where and what to do, in Japanese and English.</summary>
public sealed class SpoolStartException : Exception
{
    private SpoolStartException(SpoolStartFault fault, string message, Exception? inner)
        : base(message, inner) => Fault = fault;

    /// <summary>The cause.</summary>
    public SpoolStartFault Fault { get; }

    internal static SpoolStartException NotWritable(string path, Exception inner) => new(
        SpoolStartFault.NotWritable,
        $"保存先 {path} に書き込めません（{inner.Message}）。権限、読み取り専用マウント、空き容量を確認してください。\n" +
        $"The storage folder {path} cannot be written ({inner.Message}). Check its permissions, whether it is mounted read-only, and its free space.",
        inner);

    internal static SpoolStartException WrongMasterKey(string keyFile, string path) => new(
        SpoolStartFault.WrongMasterKey,
        $"マスターキー {keyFile} は、保存先 {path} を作成したときの鍵ではありません。元の鍵ファイルを戻してください。\n" +
        $"The master key {keyFile} is not the one that the store {path} was made with. Put the original key file back.",
        null);

    internal static SpoolStartException MasterKeyMissing(string keyFile, string path) => new(
        SpoolStartFault.MasterKeyMissing,
        $"保存先 {path} は既にありますが、マスターキー {keyFile} がありません。別に保管している鍵ファイルを戻してください。新しい鍵は作成しません。\n" +
        $"The store {path} exists, but its master key {keyFile} does not. Put back the key file that you keep elsewhere; no new one is made.",
        null);

    internal static SpoolStartException MasterKeyUnreadable(string keyFile, string why, Exception? inner) => new(
        SpoolStartFault.MasterKeyUnreadable,
        $"マスターキー {keyFile} を読み取れません（{why}）。32 バイトの鍵ファイルと、その権限を確認してください。\n" +
        $"The master key {keyFile} cannot be read ({why}). Check that it is a file of 32 bytes that this user may read.",
        inner);

    internal static SpoolStartException RotationUnderWay(string path) => new(
        SpoolStartFault.RotationUnderWay,
        $"保存先 {path} はマスターキーの交換の途中です。`mugai key rotate --reason …` をもう一度実行して完了させてください。\n" +
        $"A rotation of the master key of the store {path} was interrupted. Run `mugai key rotate --reason …` again to finish it.",
        null);

    internal static SpoolStartException UnknownStore(string path, string why, Exception? inner) => new(
        SpoolStartFault.UnknownStore,
        $"保存先 {path} のデータベースを開けません（{why}）。別のバージョンで作成されたか、破損しています。バックアップから復元してください。\n" +
        $"The database of the store {path} cannot be opened ({why}). It was made by another version or is damaged; restore it from a backup.",
        inner);
}
