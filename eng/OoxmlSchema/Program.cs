namespace Mugai.OoxmlSchema;

/// <summary>
/// `dotnet run --project eng/OoxmlSchema` writes src/Sanitizers/Ooxml/Schema/SchemaText.g.cs anew: the elements and attributes that DocumentFormat.OpenXml
/// knows, and those of Additions.txt. A test says when the file is not what this writes.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = args.Length > 0 ? args[0] : Directory.GetCurrentDirectory();
        var additions = Path.Combine(root, "eng/OoxmlSchema/Additions.txt");
        if (!File.Exists(additions))
        {
            Console.Error.WriteLine($"{additions} is not there: run this from the root of the repository, or name it.");
            return 2;
        }

        var table = SchemaTable.Text(File.ReadAllLines(additions));
        File.WriteAllText(Path.Combine(root, "src/Sanitizers/Ooxml/Schema/SchemaText.g.cs"), table);
        Console.WriteLine($"{table.Length} characters");
        return 0;
    }
}
