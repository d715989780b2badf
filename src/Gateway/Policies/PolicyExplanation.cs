namespace Mugai.Gateway.Policies;

/// <summary>Why a mail is judged as it is: every rule that was asked, the one that decides, and where each of its values comes from.</summary>
internal sealed record PolicyExplanation(IReadOnlyList<RuleAnswer> Asked, PolicyRule Rule, IReadOnlyList<ValueAnswer> Values)
{
    public static PolicyExplanation Of(PolicySnapshot snapshot, in PolicyQuestion given)
    {
        var question = snapshot.Complete(given);
        var asked = new List<RuleAnswer>();
        foreach (var rule in snapshot.Rules)
        {
            var misfit = rule.Match.Misfit(question);
            asked.Add(new(rule, misfit, misfit is null ? "" : rule.Words.GetValueOrDefault(misfit)?.Text ?? ""));
            if (misfit is null)
            {
                return new(asked, snapshot.InNameOf(rule, question.Tenant), [.. PolicyKeys.All.Where(key => !PolicyKeys.Choosing.Contains(key.Path)).Select(key => ValueOf(rule, key.Path, key.Default))]);
            }
        }

        throw new InvalidOperationException("The built-in rule fits everybody.");
    }

    private static ValueAnswer ValueOf(PolicyRule rule, string key, string byDefault) =>
        rule.Words.TryGetValue(key, out var word) ? new(key, word.Text, word.Source) : new(key, byDefault, "");
}

/// <summary>One rule that was asked.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Misfit">The key that did not fit, or null when it decides.</param>
/// <param name="Wanted">What stands under that key.</param>
internal sealed record RuleAnswer(PolicyRule Rule, string? Misfit, string Wanted);

/// <summary>One value of the policy that decides.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">Its value as it would be written.</param>
/// <param name="Source">File and line, or the preset; empty for the default.</param>
internal sealed record ValueAnswer(string Key, string Text, string Source);
