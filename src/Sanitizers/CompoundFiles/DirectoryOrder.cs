namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>The order of siblings ([MS-CFB] 2.6.4): shorter names first, equal lengths by upper-case code units. Names that compare equal are one name.</summary>
internal static class DirectoryOrder
{
    public static int Compare(string left, string right)
    {
        if (left.Length != right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        for (var i = 0; i < left.Length; i++)
        {
            var order = char.ToUpperInvariant(left[i]).CompareTo(char.ToUpperInvariant(right[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
