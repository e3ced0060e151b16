namespace Kirana.Operate.Stores;

/// <summary>How much a user did.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Events">Events of any kind.</param>
public sealed record UserActivity(string User, long Events);
