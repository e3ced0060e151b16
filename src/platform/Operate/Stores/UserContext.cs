namespace Kirana.Operate.Stores;

/// <summary>In which context a user mostly deals with the shop.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Trait">One of <see cref="Traits"/>.</param>
/// <param name="Value">What it is for the user.</param>
public readonly record struct UserContext(string User, string Trait, string Value)
{
    /// <summary>What contexts are made of: <c>location</c> and <c>channel</c> of events, and <c>country</c>, <c>device</c> and <c>referrer</c> of their further columns or of the user's attributes.</summary>
    public static IReadOnlyList<string> Traits { get; } = ["country", "location", "channel", "device", "referrer"];
}
