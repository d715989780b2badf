using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mugai.Worker.Tests")]
