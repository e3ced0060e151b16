namespace Kirana.Cli.Commands.Keys;

/// <summary>A key just made.</summary>
/// <param name="Key">The key as the shop keeps it.</param>
/// <param name="Secret">What callers send; shown this once.</param>
internal sealed record NewKeyAnswer(KeyAnswer Key, string Secret);
