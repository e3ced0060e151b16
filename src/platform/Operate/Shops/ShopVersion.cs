namespace Kirana.Operate.Shops;

/// <summary>How often a shop has changed: numbers that only grow, whichever process makes the change. Cheap to ask for.</summary>
/// <param name="Records">Changes of the records: imports, appends, deletions. Sealing and merging change nothing.</param>
/// <param name="Models">Changes of what makes answers: publications, promotions, rollbacks, new rules for lists, new vectors of items.</param>
/// <param name="Keys">Changes of the access keys.</param>
public readonly record struct ShopVersion(long Records, long Models, long Keys);
