namespace Kirana.Cli.Commands.Shop;

/// <summary>What <c>kirana init</c> made.</summary>
/// <param name="Shop">The folder.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="TimeZone">Its time zone.</param>
internal sealed record InitAnswer(string Shop, string Name, string Currency, string TimeZone);
