using Mugai.Gateway.Commands;

try
{
    return await CommandLine.RunAsync(args).ConfigureAwait(false);
}
catch (OperationCanceledException)
{
    return ExitCode.Failure;
}
catch (Exception failure)
{
    // The last line of defence of a command: nothing was written that was not finished, and the person learns where it broke.
    Say.Error($"failed: {failure.GetType().Name}: {new Mugai.UntrustedText(failure.Message).ForLog()}", "処理に失敗しました。上の内容を添えて管理者へ連絡してください。");
    if (Environment.GetEnvironmentVariable("MUGAI_TRACE") == "1")
    {
        Say.Line(failure.ToString());
    }

    return ExitCode.Failure;
}
