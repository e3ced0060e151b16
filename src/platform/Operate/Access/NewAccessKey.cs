namespace Kirana.Operate.Access;

/// <summary>A key just made. The secret is known only here: it cannot be shown again.</summary>
/// <param name="Key">What the shop keeps.</param>
/// <param name="Secret">What the caller sends: <c>kirana_</c> and 43 letters of base64url.</param>
public sealed record NewAccessKey(AccessKey Key, string Secret);
