using System.Globalization;

namespace Mugai.Gateway.Api;

/// <summary>Names of operating-system users, for the audit log.</summary>
internal static class UserNames
{
    /// <summary>The name of <paramref name="userId"/> in /etc/passwd, else the number: a directory service may know it, the log does not guess.</summary>
    public static string Of(uint userId)
    {
        var number = userId.ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (var line in File.ReadLines("/etc/passwd"))
            {
                var fields = line.Split(':');
                if (fields.Length > 2 && fields[2] == number)
                {
                    return fields[0];
                }
            }
        }
        catch (IOException)
        {
            // A container without passwd: the number names the user as well.
        }

        return number;
    }
}
