namespace Kirana.Pipelines.Serving;

/// <summary>Something found by a search.</summary>
/// <param name="Id">The user's, item's or location's id.</param>
/// <param name="Title">An item's title; empty where none is known.</param>
/// <param name="Weight">How much there is to it: a user's events, an item's purchases.</param>
public sealed record SearchMatch(string Id, string Title, long Weight);
