using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>What groups of a directory or a provider mean here.</summary>
internal static class RoleGroups
{
    /// <summary>The roles of somebody in <paramref name="groups"/>, and the departments they decide for; who decides for one is an approver.</summary>
    public static (List<Role> Roles, List<string> ApprovesFor) RolesOf(IReadOnlyDictionary<Role, string> byRole, IReadOnlyDictionary<string, string> approvers, HashSet<string> groups)
    {
        var approvesFor = approvers.Where(pair => groups.Contains(pair.Value)).Select(pair => pair.Key).ToList();
        var roles = byRole.Where(pair => pair.Value == "*" || groups.Contains(pair.Value)).Select(pair => pair.Key).ToList();
        roles.AddRange(approvesFor.Count > 0 && !roles.Contains(Role.Approver) ? [Role.Approver] : []);
        return (roles, approvesFor);
    }
}
