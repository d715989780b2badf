namespace Mugai.Gateway.Spooling;

/// <summary>Another process holds the store's lock: a server runs, or a command works on the stopped store.</summary>
public sealed class StoreInUseException : Exception
{
    /// <summary>For the store under <paramref name="path"/>.</summary>
    public StoreInUseException(string path)
        : base(
            $"ストア {path} は他のプロセスが使用中です。サーバーまたは他の mugai コマンドが終了してから、もう一度実行してください。\n" +
            $"The store {path} is in use by another process. Run this again when the server or the other mugai command has ended.")
    {
    }
}
