namespace Kirana.Operate.Rules;

/// <summary>A shop's rules for lists, every version of them; the newest holds. Saving is durable. Thread-safe.</summary>
/// <remarks>What the text says is the business of who makes lists: it is checked before it comes here.</remarks>
public interface IRuleVersions
{
    /// <summary>The most versions that are kept; older ones are forgotten.</summary>
    const int MostKept = 100;

    /// <summary>The version that holds; <see langword="null"/> if no rules were ever saved.</summary>
    RuleVersion? Current();

    /// <summary>The versions that are kept, newest first.</summary>
    IReadOnlyList<RuleVersion> List();

    /// <summary>Saves rules, which hold from then on. The text that holds already makes no new version.</summary>
    /// <param name="text">The rules as JSON.</param>
    /// <param name="after">The version the author had before the eyes, 0 for none; <see langword="null"/> if it does not matter.</param>
    /// <exception cref="InvalidOperationException">Somebody else saved another version after <paramref name="after"/>.</exception>
    RuleVersion Save(string text, int? after = null);
}
