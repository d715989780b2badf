namespace Mugai.Gateway.Api;

/// <summary>What a running server does when somebody asks for a retry.</summary>
/// <param name="EndRests">Next hops that rest after a failure are asked again at once; called before mail is made due.</param>
/// <param name="Wake">Mail that is due is looked for at once; called after.</param>
internal sealed record MailFlow(Action EndRests, Action Wake);
