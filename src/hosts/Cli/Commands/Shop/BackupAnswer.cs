namespace Kirana.Cli.Commands.Shop;

/// <summary>A backup that was written or restored.</summary>
/// <param name="Shop">The shop's folder.</param>
/// <param name="File">The backup.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record BackupAnswer(string Shop, string File, long Bytes);
