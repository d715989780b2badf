using Mugai.Frames;
using Mugai.Sanitizers;
using Mugai.Worker.Lockdown;

namespace Mugai.Worker;

/// <summary>mugai-worker: locks itself down, then cleans what it is handed, or runs native steps, until the pipe closes.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => (int)Run(arguments);

    private static WorkerExitCode Run(string[] arguments)
    {
        var setup = WorkerSetup.Parse(arguments);
        if (setup is null)
        {
            StandardError.Say(WorkerSetup.Usage);
            return WorkerExitCode.Usage;
        }

        if (setup.Probe)
        {
            Probe.Print();
            return WorkerExitCode.Finished;
        }

        if (setup.Libraries)
        {
            Console.WriteLine(NativeLibraries.ToJson().ToJsonString());
            return WorkerExitCode.Finished;
        }

        if (setup.Kind == WorkerKind.Program)
        {
            // Likewise: when it comes back, the locks are on.
            Libc.Exit((int)ProgramConfinement.RestrictAndRun(setup));
            return WorkerExitCode.Defect;
        }

        if (!Confinement.IsSecondStep)
        {
            return Confinement.RestrictAndReplace(setup);
        }

        // Without the runtime's own shutdown, which has nothing to save here and needs more than the filter allows.
        Libc.Exit((int)Serve(setup));
        return WorkerExitCode.Defect;
    }

    private static WorkerExitCode Serve(WorkerSetup setup)
    {
        var channel = new FrameChannel();
        var input = new JobInputStream(channel);
        var catalog = PluginLoader.Load(SanitizerCatalog.Default.With(new InstalledCollections()), setup.Plugins);
        if (catalog is null)
        {
            return WorkerExitCode.PluginRefused;
        }

        if (setup.Kind == WorkerKind.Native)
        {
            foreach (var step in catalog.NativeSteps)
            {
                step.Prepare();
            }
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
            return setup.Kind == WorkerKind.Native
                ? new StepLoop(channel, input, catalog).Run()
                : new JobLoop(channel, input, catalog, new NativeRuns(channel, input, catalog), new ScratchPages(channel, input)).Run();
        }
        catch (OutOfMemoryException)
        {
            return WorkerExitCode.OutOfMemory;
        }
        catch (ProtocolException e)
        {
            StandardError.Say(e.Message);
            return WorkerExitCode.Protocol;
        }
#pragma warning disable CA1031 // The last frame of the stack: the process ends here, the host blames the announced part, nothing leaves.
        catch (Exception e)
#pragma warning restore CA1031
        {
            StandardError.Say(e.ToString());
            return WorkerExitCode.Defect;
        }
    }
}
