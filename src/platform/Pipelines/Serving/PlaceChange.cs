namespace Kirana.Pipelines.Serving;

/// <summary>What new rules do to one item of a list.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Title">Its title; its id where none is known.</param>
/// <param name="Before">Its place under the rules that hold, from 1; 0 if it was not listed.</param>
/// <param name="After">Its place under the new rules, from 1; 0 if it is not listed any more.</param>
/// <param name="Why">What moved it, in words; empty if it stays.</param>
public sealed record PlaceChange(string Item, string Title, int Before, int After, string Why);
