using Kirana.Data.Feedback;

namespace Kirana.Operate.Stores;

/// <summary>What a server keeps of a shop's records in memory, all of one state of the store.</summary>
/// <param name="Version">The version of the records it shows (<see cref="Shops.ShopVersion.Records"/>): every change up to it is in, none after it.</param>
/// <param name="Histories">Who bought (or viewed, or carted) what.</param>
/// <param name="Catalogue">Every item, ordered by id.</param>
/// <param name="Users">Everybody with an event of any kind, those with most events first.</param>
public sealed record ShopContents(long Version, Interactions Histories, IReadOnlyList<CatalogueItem> Catalogue, IReadOnlyList<UserActivity> Users);
