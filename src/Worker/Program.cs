using System.Reflection;
using Mugai.Frames;
using Mugai.Sanitizers;
using Mugai.Sanitizing;
using Mugai.Worker.Lockdown;

namespace Mugai.Worker;

/// <summary>mugai-worker: locks itself down, then cleans what it is handed until the pipe closes.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => (int)Run(arguments);

    private static WorkerExitCode Run(string[] arguments)
    {
        var setup = WorkerSetup.Parse(arguments);
        if (setup is null)
        {
            Console.Error.WriteLine(WorkerSetup.Usage);
            return WorkerExitCode.Usage;
        }

        if (setup.Probe)
        {
            Probe.Print();
            return WorkerExitCode.Finished;
        }

        return Confinement.IsSecondStep ? Serve(setup) : Confinement.RestrictAndReplace(setup);
    }

    private static WorkerExitCode Serve(WorkerSetup setup)
    {
        var channel = new FrameChannel();
        var input = new JobInputStream(channel);
        var routes = new RouteChannel(channel, input);
        var catalog = PluginLoader.Load(SanitizerCatalog.Default, setup.Plugins, sanitizer => Place(sanitizer, setup.Kind, routes));
        if (catalog is null)
        {
            return WorkerExitCode.PluginRefused;
        }

        var ready = Confinement.Complete(setup);
        if (ready is null)
        {
            return Confinement.Refuse(setup.LandlockAbi);
        }

        ready.Write(channel.Out);
        channel.Flush();
        try
        {
            return new JobLoop(channel, input, catalog).Run();
        }
        catch (OutOfMemoryException)
        {
            return WorkerExitCode.OutOfMemory;
        }
        catch (ProtocolException e)
        {
            Console.Error.WriteLine(e.Message);
            return WorkerExitCode.Protocol;
        }
#pragma warning disable CA1031 // The last frame of the stack: the process ends here, the host blames the announced part, nothing leaves.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine(e);
            return WorkerExitCode.Defect;
        }
    }

    private static ISanitizer Place(ISanitizer sanitizer, WorkerKind own, RouteChannel routes)
    {
        var kind = sanitizer.GetType().GetCustomAttribute<RunsInAttribute>()?.Kind ?? WorkerKind.Managed;
        return kind == own ? sanitizer : new RoutedSanitizer(sanitizer, kind, routes);
    }
}
