namespace Kirana.Pipelines.Serving;

/// <summary>A request for a list with the visit under way.</summary>
/// <param name="User">The user's id, whose history counts too; <see langword="null"/> for a stranger.</param>
/// <param name="Events">What happened in the visit, oldest first; may be empty.</param>
/// <param name="Exclude">Items that must not be listed; may be empty.</param>
public sealed record SessionRequest(string? User, IReadOnlyList<SessionEvent> Events, IReadOnlyList<string> Exclude)
{
    /// <summary>What the request tells of the visitor; <see langword="null"/>, the default, for nothing.</summary>
    public VisitorContext? Context { get; init; }
}
