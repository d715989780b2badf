using BenchmarkDotNet.Attributes;

namespace Mugai.Micro.Mime;

/// <summary>The MIME cases under BenchmarkDotNet.</summary>
public class MimeBenchmarks
{
    public static IEnumerable<MicroCase> Cases => MimeCases.All;

    [ParamsSource(nameof(Cases))]
    public MicroCase Case { get; set; } = null!;

    [Benchmark]
    public long Run() => Case.Run();
}
