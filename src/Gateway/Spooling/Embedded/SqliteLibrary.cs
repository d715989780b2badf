using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// Binds SQLitePCLRaw to the system's libsqlite3: the distribution patches it, and no copy of our own grows old in the package.
/// </summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    public static void Load()
    {
        lock (Gate)
        {
            if (_loaded)
            {
                return;
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            _loaded = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var library) ? library : 0;
}
