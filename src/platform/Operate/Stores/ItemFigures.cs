namespace Kirana.Operate.Stores;

/// <summary>One product's sales.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Revenue">Money of purchases less returns.</param>
/// <param name="Units">Units bought less units returned.</param>
public sealed record ItemFigures(string Id, string Title, decimal Revenue, decimal Units);
