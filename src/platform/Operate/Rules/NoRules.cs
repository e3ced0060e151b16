namespace Kirana.Operate.Rules;

/// <summary>A shop that keeps no rules.</summary>
public sealed class NoRules : IRuleVersions
{
    private NoRules()
    {
    }

    /// <summary>The one there is.</summary>
    public static NoRules Instance { get; } = new();

    /// <inheritdoc/>
    public RuleVersion? Current() => null;

    /// <inheritdoc/>
    public IReadOnlyList<RuleVersion> List() => [];

    /// <inheritdoc/>
    public RuleVersion Save(string text, int? after = null) => throw new NotSupportedException("This shop keeps no rules.");
}
