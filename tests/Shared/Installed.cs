namespace Mugai.Testing;

/// <summary>Programs of Debian that the tests start. A missing one fails the test with the command that brings it: a test that skips proves nothing.</summary>
public static class Installed
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/lib/postfix/sbin"];

    public static string Program(string name, string package) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is missing. Run: apt-get install -y --no-install-recommends {package}");
}
